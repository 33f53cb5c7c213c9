import './ahead.js';
export const log = 1;
