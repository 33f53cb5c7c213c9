import { describe } from '@jest/globals';
import type { Decided } from '#event-log';
import { scenarios } from '#event-log/testing';
import { planned } from '../../testing/class.js';
import { id } from '../../testing/trainee.js';
import { giveUpSeat, settleReading, takeSeat } from './decisions.js';
import type { CohortFact } from './events.js';
import { cohort } from './state.js';

const scenario = scenarios(cohort);

describe('seats', () => {
  const seat = (number: number) => ({ applicationId: id(number), enrollmentId: id(100 + number) });
  const taken = (number: number): CohortFact => ({ type: 'SeatTaken', data: seat(number) });
  const givenUp = (number: number): CohortFact => ({
    type: 'SeatGivenUp',
    data: { applicationId: id(number) },
  });
  const unlimited = planned.map((one): Decided<CohortFact> => {
    if (one.type !== 'CohortPlanned') return one;
    const { seats: _seats, ...data } = one.data;
    return { type: 'CohortPlanned', data };
  });

  scenario('the last one is taken')
    .given(...planned, taken(1))
    .when(takeSeat(seat(2)))
    .thenRecorded(taken(2));
  scenario('there is none after the last')
    .given(...planned, taken(1), taken(2))
    .when(takeSeat(seat(3)))
    .thenRefused('cohort-full');
  scenario('nobody takes two')
    .given(...planned, taken(1))
    .when(takeSeat(seat(1)))
    .thenNothing();
  scenario('somebody in a full class keeps theirs')
    .given(...planned, taken(1), taken(2))
    .when(takeSeat(seat(2)))
    .thenNothing();
  scenario('one that is given up can be taken')
    .given(...planned, taken(1), taken(2), givenUp(1))
    .when(takeSeat(seat(3)))
    .thenRecorded(taken(3));
  scenario('are as many as are accepted where no number is planned')
    .given(...unlimited, taken(1), taken(2))
    .when(takeSeat(seat(3)))
    .thenRecorded(taken(3));
  scenario('one is given up')
    .given(...planned, taken(1))
    .when(giveUpSeat(seat(1)))
    .thenRecorded(givenUp(1));
  scenario('one is given up once')
    .given(...planned, taken(1), givenUp(1))
    .when(giveUpSeat(seat(1)))
    .thenNothing();
  scenario('a later one of the same applicant is not given up in place of the first')
    .given(...planned, taken(1), givenUp(1), {
      type: 'SeatTaken',
      data: { applicationId: id(1), enrollmentId: id(999) },
    })
    .when(giveUpSeat(seat(1)))
    .thenNothing();
  scenario('there are none in a cohort that nobody planned')
    .given()
    .when(takeSeat(seat(1)))
    .thenRefused('cohort-unknown');
});

describe('settling how a question is read', () => {
  const settlement = {
    question: 'modules-late-or-missed',
    reading: 'sum',
    because: 'The program says so.',
  };
  const settled: CohortFact = { type: 'ReadingSettled', data: settlement };
  const otherwise = { ...settlement, reading: 'separate' };

  scenario('is recorded with its reason')
    .given(...planned)
    .when(settleReading(settlement))
    .thenRecorded(settled);
  scenario('in the same way changes nothing')
    .given(...planned, settled)
    .when(settleReading(settlement))
    .thenNothing();
  scenario('in another way later is recorded too')
    .given(...planned, settled)
    .when(settleReading(otherwise))
    .thenRecorded({ type: 'ReadingSettled', data: otherwise });
  scenario('not for a cohort that nobody planned')
    .given()
    .when(settleReading(settlement))
    .thenRefused('cohort-unknown');
});
