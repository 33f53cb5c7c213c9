import type { AnyFact, DossierFact } from '#event-log';
import { everyResult } from './policy/assess.js';
import type { SectionResult } from './policy/outcome.js';
import type { Policy } from './policy/schema.js';
import { policyVersion } from './policy/schema.js';

/** A fact that a requirement rests on, as a person reads it. */
export interface EvidenceFact {
  readonly factId: string;
  readonly type: string;
  readonly data: AnyFact['data'];
  readonly recordedAt: string;
  readonly actor: string;
  readonly reason?: string;
}

/** Each requirement of a standing, met or not, with its evidence, rule and quoted source. */
export interface Why {
  readonly standing: string;
  readonly asOf: string;
  readonly policy: {
    readonly program: string;
    readonly version: string;
    readonly name: string;
    readonly operator: string;
    readonly sources: Policy['sources'];
    readonly documents: Policy['documents'];
    /** Open questions of the rules, with the readings that their words allow. */
    readonly questions: Policy['questions'];
    readonly variations: Policy['variations'];
  };
  readonly sections: readonly SectionResult[];
  /** The facts that the results name in `evidence`, in the order of recording. */
  readonly facts: readonly EvidenceFact[];
}

export function why(
  standing: string,
  asOf: string,
  policy: Policy,
  sections: readonly SectionResult[],
  dossier: readonly DossierFact[],
  open: (sealed: string) => string | undefined,
): Why {
  const named = new Set(
    sections.flatMap((section) => [...everyResult(section)].flatMap(({ evidence }) => evidence)),
  );
  const { program, name, operator, sources, documents, questions, variations } = policy;
  return {
    standing,
    asOf,
    policy: {
      program,
      version: policyVersion(policy),
      name,
      operator,
      sources,
      documents,
      questions,
      variations,
    },
    sections,
    facts: dossier
      .filter(({ fact }) => named.has(fact.id))
      .map(({ fact, recordedAt, actor, reason }) => {
        const opened = reason === undefined ? undefined : open(reason);
        return {
          factId: fact.id,
          type: fact.type,
          data: fact.data,
          recordedAt,
          actor,
          ...(opened !== undefined && { reason: opened }),
        };
      }),
  };
}
