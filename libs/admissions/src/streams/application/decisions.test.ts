import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  accepted,
  applied,
  attestations,
  attested,
  completed,
  day,
  declined,
  fact,
  judge,
  letter,
  letterCame,
  massachusetts,
  ready,
  received,
  today,
  withdrawn,
} from '../../testing/applicant.js';
import { attestStatements, receiveApplication, receiveReference } from './decisions.js';
import { application } from './state.js';

const scenario = scenarios(application);
const may12 = day('2018-05-12');
const tomorrow = day('2018-07-01');

describe('receiving an application', () => {
  const receive = (occurredOn = applied.occurredOn, ...of: readonly string[]) =>
    receiveApplication({ ...applied, occurredOn }, fact('received'), attestations(...of), judge);

  scenario('takes it with what was attested on the form')
    .given()
    .when(receive(applied.occurredOn, 'lived-experience'))
    .thenRecorded(received, attested('lived-experience'));
  scenario('takes a statement that stands on the form twice once')
    .given()
    .when(receive(applied.occurredOn, 'lived-experience', 'lived-experience'))
    .thenRecorded(received, attested('lived-experience'));
  scenario('takes none twice under one id')
    .given(received)
    .when(receive())
    .thenRefused('application-exists');
  scenario('takes one that came today')
    .given()
    .when(receive(today))
    .thenRecorded({
      ...received,
      data: { ...applied, occurredOn: today },
    });
  scenario('takes none that is still to come')
    .given()
    .when(receive(tomorrow))
    .thenRefused('date-in-future');
  scenario('takes no statement that the rules do not ask for')
    .given()
    .when(receive(applied.occurredOn, 'owns-a-car'))
    .thenRefused('statement-unknown');
});

describe('attesting', () => {
  const attest = (statement: string, detail?: string, occurredOn = may12) =>
    attestStatements([{ statement, factId: fact('new'), detail }], occurredOn, judge);
  const diploma = 'high-school-diploma-or-equivalent';
  const ged = {
    id: fact('new'),
    type: 'StatementAttested',
    data: { statement: diploma, detail: 'GED', occurredOn: may12 },
  } as const;

  scenario('a statement, with one of the details that the rules name')
    .given(received)
    .when(attest(diploma, 'GED'))
    .thenRecorded(ged);
  scenario('another equivalent, since the list ends in "etc."')
    .given(received)
    .when(attest(diploma, 'other'))
    .thenRecorded({ ...ged, data: { ...ged.data, detail: 'other' } });
  scenario('but no detail in free words')
    .given(received)
    .when(attest(diploma, 'I left school because'))
    .thenRefused('detail-unknown');
  scenario('nor a detail where none is asked for')
    .given(received)
    .when(attest('lived-experience', 'GED'))
    .thenRefused('detail-unknown');
  scenario('the same again changes nothing')
    .given(received, ged)
    .when(attest(diploma, 'GED'))
    .thenNothing();
  scenario('the same twice in one request is recorded once')
    .given(received)
    .when(
      attestStatements(
        [...attestations('lived-experience'), ...attestations('lived-experience')],
        applied.occurredOn,
        judge,
      ),
    )
    .thenRecorded(attested('lived-experience'));
  scenario('the same with another detail needs the first taken back')
    .given(received, ged)
    .when(attest(diploma, 'HiSET'))
    .thenRefused('statement-attested-otherwise');
  scenario('once the first is taken back, the other detail is taken')
    .given(received, ged, { type: 'RecordVoided', data: { factId: fact('new') } })
    .when(
      attestStatements(
        [{ statement: diploma, factId: fact('newer'), detail: 'HiSET' }],
        may12,
        judge,
      ),
    )
    .thenRecorded({
      id: fact('newer'),
      type: 'StatementAttested',
      data: { ...ged.data, detail: 'HiSET' },
    });
  scenario('not before the application')
    .given(received)
    .when(attest('lived-experience', undefined, day('2018-04-30')))
    .thenRefused('date-before-application');
  scenario('not to an application that nobody made')
    .given()
    .when(attest('lived-experience'))
    .thenRefused('application-unknown');
  scenario('not to one that was withdrawn')
    .given(received, withdrawn)
    .when(attest('lived-experience'))
    .thenRefused('application-withdrawn');
  scenario('not to one that was decided')
    .given(received, declined)
    .when(attest('lived-experience'))
    .thenRefused('application-decided');
});

describe('receiving a reference', () => {
  scenario('is recorded once')
    .given(received, letterCame(1))
    .when(receiveReference(letter(1), fact('again'), judge))
    .thenNothing();
  scenario('from somebody met on the day of the letter is recorded, and does not count')
    .given(received)
    .when(receiveReference(letter(1, { knownSince: day('2018-05-10') }), fact('letter-1'), judge))
    .thenRecorded(letterCame(1, { knownSince: day('2018-05-10') }));
  scenario('from somebody known since a day after the letter is refused')
    .given(received)
    .when(receiveReference(letter(1, { knownSince: day('2018-05-11') }), fact('new'), judge))
    .thenRefused('known-since-in-future');
  scenario('that is still to come is refused')
    .given(received)
    .when(receiveReference(letter(1, { occurredOn: tomorrow }), fact('new'), judge))
    .thenRefused('date-in-future');
  scenario('is refused after a decision')
    .given(...ready, accepted)
    .when(receiveReference(letter(3), fact('new'), judge))
    .thenRefused('application-decided');
});

describe('the rules that an application is judged by', () => {
  scenario('are asked about completeness even when nothing is asked')
    .given()
    .when(
      receiveApplication(applied, fact('received'), [], {
        policy: { ...massachusetts, apply: 'not stated' },
        today,
      }),
    )
    .thenRecorded(received, completed);
});
