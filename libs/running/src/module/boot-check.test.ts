import { describe, expect, test } from '@jest/globals';
import { Command, Query } from '@nestjs/cqrs';
import { answers, handles } from '#event-log/nest';
import { askedBy, assertOneHandlerEach } from './boot-check.js';

class Enroll extends Command<string> {}
class ListSeats extends Query<number> {}
const context = { Enroll, ListSeats, capacity: 30, enroll: () => 'done', Plan: Map };

const enrolling = () => handles(Enroll, [], () => Promise.resolve('done'));
const listing = answers(ListSeats, [], () => 30);

describe('the check at boot', () => {
  test('finds the commands and queries that a context exports, and nothing else', () => {
    expect(askedBy(context)).toEqual([Enroll, ListSeats]);
  });

  test('is content with one handler each', () => {
    expect(() => {
      assertOneHandlerEach(askedBy(context), [enrolling(), listing]);
    }).not.toThrow();
  });

  test('names a command that nobody handles', () => {
    expect(() => {
      assertOneHandlerEach(askedBy(context), [listing]);
    }).toThrow('Enroll has no handler');
  });

  test('names a command that two handle', () => {
    expect(() => {
      assertOneHandlerEach(askedBy(context), [enrolling(), listing, enrolling()]);
    }).toThrow('Enroll has 2 handlers');
  });
});
