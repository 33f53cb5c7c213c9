import { decode, readLogFile } from '#event-log';
import type { CalendarDate, FactSchemas, RecordedFact, StreamDefinition } from '#event-log';
import { application, judgedBy as judgedApplication } from '#admissions';
import { everyResult } from '#programs';
import type { Policy, Result, SectionName, SectionResult } from '#programs';
import { outcomeInWords, policyVersion, sectionTitles } from '#programs/authoring';
import { cohort, enrollment, judgedBy as judgedEnrollment, planOf } from '#training';

export interface AffectedRecord {
  readonly kind: 'application' | 'enrollment';
  readonly id: string;
  readonly person: string;
  readonly sections: readonly {
    readonly title: string;
    readonly was: string;
    readonly is: string;
    /** The requirements that differ, in words. */
    readonly requirements: readonly string[];
  }[];
}

/**
 * Who among the applications and enrollments under the old rules would be judged otherwise by the
 * new ones on a day. Only ids leave here.
 * @throws LogError
 */
export function judgedOtherwise(
  file: string,
  before: Policy,
  after: Policy,
  today: CalendarDate,
): { readonly affected: readonly AffectedRecord[]; readonly looked: number } {
  const streams = Map.groupBy(readLogFile(file), ({ stream }) => stream);
  const version = policyVersion(before);
  const ours = (pinned: { readonly program: string; readonly policyVersion: string }) =>
    pinned.program === before.program && pinned.policyVersion === version;
  const affected: AffectedRecord[] = [];
  let looked = 0;
  const compare = (
    record: Omit<AffectedRecord, 'sections'>,
    names: readonly SectionName[],
    judged: (policy: Policy) => (section: SectionName) => SectionResult,
  ) => {
    looked += 1;
    const [old, now] = [judged(before), judged(after)];
    const sections = names.flatMap((name) => differing(name, old(name), now(name)));
    if (sections.length > 0) affected.push({ ...record, sections });
  };

  for (const [id, facts] of streamsOf(streams, application)) {
    const state = folded(application, facts);
    if (state.received === undefined || !ours(state.received)) continue;
    const person = state.received.personId;
    compare({ kind: 'application', id, person }, ['apply', 'select'], (policy) =>
      judgedApplication(state, { policy, today }),
    );
  }
  for (const [id, facts] of streamsOf(streams, enrollment)) {
    const state = folded(enrollment, facts);
    if (state.enrolled === undefined || !ours(state.enrolled)) continue;
    const { personId: person, cohortId } = state.enrolled;
    const plan = planOf(folded(cohort, factsOf(streams, `${cohort.kind}-${cohortId}`)));
    compare({ kind: 'enrollment', id, person }, ['train', 'exam', 'certify'], (policy) =>
      judgedEnrollment(state, { policy, plan, today }),
    );
  }
  return { affected, looked };
}

type Streams = ReadonlyMap<string, readonly RecordedFact[]>;

function* streamsOf(
  streams: Streams,
  { kind }: { readonly kind: string },
): Generator<readonly [string, readonly RecordedFact[]]> {
  for (const [name, facts] of streams) {
    if (name.startsWith(`${kind}-`)) yield [name.slice(kind.length + 1), facts];
  }
}

function factsOf(streams: Streams, name: string): readonly RecordedFact[] {
  return streams.get(name) ?? [];
}

function folded<State, Schemas extends FactSchemas>(
  stream: StreamDefinition<State, Schemas>,
  facts: readonly RecordedFact[],
): State {
  return facts.map((fact) => decode(stream, fact)).reduce(stream.evolve, stream.initial);
}

function differing(
  name: SectionName,
  old: SectionResult,
  now: SectionResult,
): AffectedRecord['sections'] {
  if (standingIn(old) === standingIn(now)) return [];
  return [
    {
      title: sectionTitles[name],
      was: standingIn(old),
      is: standingIn(now),
      requirements: requirementsDiffering(old, now),
    },
  ];
}

function standingIn({ outcome }: SectionResult): string {
  return shortWords(outcome);
}

type AnyOutcome = SectionResult['outcome'];

/** What the person would notice: not how much is missing, but whether. */
function shortWords(outcome: AnyOutcome): string {
  if (outcome.status === 'unmet') return outcome.reachable ? 'unmet' : 'unmet for good';
  return outcome.status.replaceAll('-', ' ');
}

const mostShown = 5;

function requirementsDiffering(old: SectionResult, now: SectionResult): readonly string[] {
  const own = (result: SectionResult) => {
    const [root] = typeof result.require === 'string' ? [] : [result.require.requirement];
    const leaves = new Map<string, Result>();
    for (const one of everyResult(result)) {
      const { requirement, kind, children } = one;
      // What it may be, where something is not recorded, goes by the same name as the whole.
      if (leaves.get(requirement)?.kind === 'possibilities') continue;
      if (requirement !== root && (children.length === 0 || kind === 'possibilities'))
        leaves.set(requirement, one);
    }
    return leaves;
  };
  const [before, after] = [own(old), own(now)];
  const changed = [...after].flatMap(([id, { title, outcome }]) => {
    const was = before.get(id)?.outcome;
    if (was !== undefined && shortWords(was) === shortWords(outcome)) return [];
    if (was === undefined && outcome.status === 'met') return [];
    const earlier = was === undefined ? 'not asked for' : shortWords(was);
    return [`${title} (${id}): ${earlier}; now ${outcomeInWords(outcome)}`];
  });
  const gone = [...before].flatMap(([id, { title, outcome }]) =>
    after.has(id) || outcome.status === 'met'
      ? []
      : [`${title} (${id}): ${shortWords(outcome)}; now not asked for`],
  );
  const all = [...changed, ...gone];
  return all.length <= mostShown
    ? all
    : [...all.slice(0, mostShown - 1), `and ${all.length - mostShown + 1} more`];
}
