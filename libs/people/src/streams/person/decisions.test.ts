import { describe } from '@jest/globals';
import type { Sealed } from '#event-log';
import { scenarios } from '#event-log/testing';
import { correctPersonalDetails, erasePerson, nameReferee, registerPerson } from './decisions.js';
import { person } from './state.js';

const scenario = scenarios(person);

const details = 'sealed.v1.details' as Sealed;
const corrected = 'sealed.v1.corrected' as Sealed;
const referee = 'sealed.v1.referee' as Sealed;
const refereeId = '00000000-0000-7000-8000-0000000000f1';

const registered = { type: 'PersonRegistered', data: { personal: details } } as const;
const named = { type: 'RefereeNamed', data: { refereeId, referee } } as const;
const erased = { type: 'PersonErased', data: {} } as const;

describe('registering', () => {
  scenario('a new person is registered')
    .given()
    .when(registerPerson(details))
    .thenRecorded(registered);
  scenario('nobody is registered twice under one id')
    .given(registered)
    .when(registerPerson(details))
    .thenRefused('person-already-registered');
  scenario('an erased person is not registered anew under the same id')
    .given(registered, erased)
    .when(registerPerson(details))
    .thenRefused('person-already-registered');
});

describe('correcting personal details', () => {
  scenario('a registered person’s details are corrected')
    .given(registered)
    .when(correctPersonalDetails(corrected))
    .thenRecorded({ type: 'PersonalDetailsCorrected', data: { personal: corrected } });
  scenario('details sealed as they stand already are no correction')
    .given(registered)
    .when(correctPersonalDetails(details))
    .thenNothing();
  scenario('nobody unknown has details to correct')
    .given()
    .when(correctPersonalDetails(corrected))
    .thenRefused('person-unknown');
  scenario('nothing is recorded about an erased person')
    .given(registered, erased)
    .when(correctPersonalDetails(corrected))
    .thenRefused('person-erased');
});

describe('naming a referee', () => {
  scenario('a registered person names a referee')
    .given(registered)
    .when(nameReferee(refereeId, referee))
    .thenRecorded(named);
  scenario('a referee is named once')
    .given(registered, named)
    .when(nameReferee(refereeId, referee))
    .thenNothing();
  scenario('nobody unknown names a referee')
    .given()
    .when(nameReferee(refereeId, referee))
    .thenRefused('person-unknown');
  scenario('an erased person names no referee')
    .given(registered, named, erased)
    .when(nameReferee(refereeId, referee))
    .thenRefused('person-erased');
});

describe('erasing', () => {
  scenario('a registered person is erased')
    .given(registered, named)
    .when(erasePerson())
    .thenRecorded(erased);
  scenario('erasing again changes nothing')
    .given(registered, erased)
    .when(erasePerson())
    .thenNothing();
  scenario('nobody unknown can be erased')
    .given()
    .when(erasePerson())
    .thenRefused('person-unknown');
});
