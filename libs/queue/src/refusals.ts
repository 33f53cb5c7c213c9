import { QueueError } from './errors.js';

// What every queue refuses alike, in the same words.

export function queueClosed(): QueueError {
  return new QueueError('queue-closed', 'The queue is closed; this process is about to end.');
}

export function cursorInvalid(): QueueError {
  return new QueueError(
    'cursor-invalid',
    'The place to go on from is not one of this list; begin with the first page.',
  );
}
