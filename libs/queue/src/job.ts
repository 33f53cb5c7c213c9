import { QueueError } from './errors.js';
import type { Job } from './port.js';

const legalName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const legalSubject = /^[A-Za-z0-9-]{1,100}$/;

/** @throws QueueError job-invalid */
export function checkName(name: string): string {
  if (legalName.test(name) && name.length <= 60) return name;
  throw new QueueError(
    'job-invalid',
    `A kind of work is named in lower case with hyphens, such as deliver-notice, in at most 60 characters; got ${JSON.stringify(name)}.`,
  );
}

/** @throws QueueError job-invalid */
export function checkJob({ name, subject }: Job): Job {
  checkName(name);
  if (legalSubject.test(subject)) return { name, subject };
  // What was passed may be anything, so it is not repeated.
  throw new QueueError(
    'job-invalid',
    `The subject of a job ${name} is an id of letters, digits and hyphens, at most 100; it carries nothing else.`,
  );
}

// A dot stands in neither part, so that no two jobs share an id; BullMQ allows no colon and no bare number.
export function jobId({ name, subject }: Job): string {
  return `${name}.${subject}`;
}

export function jobOf(id: string): Job {
  const dot = id.indexOf('.');
  return { name: id.slice(0, dot), subject: id.slice(dot + 1) };
}
