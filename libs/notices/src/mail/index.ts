export { composeMail, messageIdOf } from './compose.js';
export type { Origin, Recipient } from './compose.js';
export type * from './mail.js';
export { openMail, originOf } from './open.js';
