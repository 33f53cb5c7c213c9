import type { Requirement } from '../../policy/requirement.js';
import { isValue } from '../../policy/stated.js';
import type { Match } from '../../policy/where.js';
import { lookedAt, noteAbsence, noteSum, noteTally } from './activities.js';
import { note, noteOne, type Attributes } from './attributes.js';
import type { Known } from './known.js';

/**
 * What one requirement looks at, what is inside it left out. What holds in its place for some may keep its
 * id; then what goes by that id is of both.
 */
export function noteRequirement(known: Known, requirement: Requirement): void {
  const { activities, documents, circumstances, asks, sessions, steps } = known;
  switch (requirement.kind) {
    case 'absence':
      noteAbsence(activities, requirement);
      return;
    case 'accommodation': {
      const { id, offers, letter } = requirement;
      const named = known.accommodations.get(id);
      known.accommodations.set(id, {
        offers: new Set([...(named?.offers ?? []), ...offers.map((offer) => offer.id)]),
        letters: new Set([...(named?.letters ?? []), ...(isValue(letter) ? [letter.from] : [])]),
      });
      return;
    }
    case 'attendance':
      asks.add('attendance');
      addAll(sessions, Object.keys(requirement.sessions));
      return;
    case 'attestation': {
      const { statement, details } = requirement;
      known.statements.set(statement, details?.choices ?? known.statements.get(statement));
      return;
    }
    case 'circumstance':
      note(requirement.of === 'cohort' ? known.cohort : circumstances, requirement.where);
      return;
    case 'choice':
      known.choices.set(requirement.id, new Set(requirement.options.map((option) => option.id)));
      noteFacts(known, requirement.facts);
      return;
    case 'discretion':
      noteFacts(known, requirement.facts);
      return;
    case 'document':
      for (const name of [requirement.document].flat())
        note(attributesOf(documents, name), requirement.where);
      return;
    case 'exam': {
      const { id, parts, attempts } = requirement;
      const named = known.exams.get(id) ?? [];
      known.exams.set(id, new Set([...named, ...parts.map((part) => part.id)]));
      for (const { gate } of attempts.blocks ?? []) {
        if (gate === undefined) continue;
        noteSum(activities, gate);
        for (const where of gate.orAlso) note(lookedAt(activities, gate.tally).attributes, where);
      }
      return;
    }
    case 'fee':
      known.fees.add(requirement.id);
      if (requirement.perUnit !== undefined) noteSum(activities, requirement.perUnit);
      return;
    case 'homework':
      asks.add('homework');
      addAll(sessions, requirement.sessions);
      return;
    case 'in-force':
      steps.add(requirement.begins);
      for (const { step, restored } of requirement.ends) {
        steps.add(step);
        if (restored !== undefined) steps.add(restored.by);
      }
      return;
    case 'interview':
      asks.add('interviews');
      if (isValue(requirement.mode)) known.interviews.add(requirement.mode);
      return;
    case 'make-up':
      asks.add('attendance').add('make-up');
      addAll(known.madeUpIn, requirement.where);
      addAll(sessions, requirement.sessions);
      return;
    case 'missed-time':
    case 'protected-sessions':
      asks.add('attendance');
      addAll(sessions, requirement.sessions);
      return;
    case 'references': {
      const { relations, roles, confirmations, purposes } = known.letters;
      asks.add('letters');
      addAll(relations, requirement.excluded);
      for (const { role } of requirement.among) roles.add(role);
      addAll(confirmations, requirement.confirming);
      if (isValue(requirement.purpose)) purposes.add(requirement.purpose);
      return;
    }
    case 'schedule': {
      const { duty } = requirement;
      if ('of' in duty) sessions.add(duty.of);
      if ('before' in duty) sessions.add(duty.before);
      return;
    }
    case 'step':
    case 'bands':
      steps.add(requirement.step);
      return;
    case 'stage':
      known.stages.add(requirement.id);
      steps.add(requirement.stage);
      return;
    case 'tally':
      noteTally(activities, requirement);
      return;
    case 'all':
    case 'any':
    case 'k-of-n':
    case 'not':
    case 'when':
    case 'readings':
    case 'remedy':
    case 'same-as':
    case 'tiers':
      return;
  }
}

function noteFacts(
  { activities, documents, circumstances, steps }: Known,
  facts: readonly string[],
): void {
  for (const fact of facts) {
    lookedAt(activities, fact);
    attributesOf(documents, fact);
    noteOne(circumstances, fact);
    steps.add(fact);
  }
}

function attributesOf(documents: Known['documents'], name: string): Attributes {
  let attributes = documents.get(name);
  if (attributes === undefined) documents.set(name, (attributes = new Map<string, Match[]>()));
  return attributes;
}

function addAll(names: Set<string>, more: unknown): void {
  if (Array.isArray(more)) for (const name of more as readonly string[]) names.add(name);
}
