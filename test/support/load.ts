import type { Api, Done, JsonObject } from './api.js';
import { adoptRules, fillClass, planCohort } from './massachusetts.js';
import type { Chance } from './random.js';

interface Request {
  readonly method: 'post' | 'put';
  readonly path: string;
  readonly body: JsonObject;
  readonly key: string;
}

interface AnsweredRequest {
  readonly key: string;
  readonly factIds: readonly string[];
}

const workers = 8;
const trainees = 5;

/**
 * Coordinators who never stop: what they were not answered they ask again, under the same key, as
 * soon as there is somebody to ask.
 */
export class Load {
  readonly answered: AnsweredRequest[] = [];
  #watching: { readonly count: number; readonly reached: () => void }[] = [];
  #cohort = '';
  readonly #enrolled: string[] = [];
  readonly #marks: { enrollment: string; factId: string }[] = [];
  readonly #unanswered: Request[] = [];
  #asked = 0;

  constructor(
    private readonly chance: Chance,
    private readonly name: string,
  ) {}

  /** Ids of the enrollments in its class. */
  get enrolled(): readonly string[] {
    return this.#enrolled;
  }

  /** Resolves once so many more requests have been answered. */
  answers(count: number): Promise<void> {
    return new Promise((reached) => {
      this.#watching.push({ count: this.answered.length + count, reached });
    });
  }

  /** Until `ended` resolves; whatever is not answered meanwhile is asked again. */
  async run(api: Api, ended: Promise<unknown>): Promise<void> {
    if (this.#enrolled.length < trainees) await this.prepare(api);
    let over = false;
    void ended.then(() => {
      over = true;
    });
    await Promise.all(
      Array.from({ length: workers }, async () => {
        while (!over) {
          await this.#ask(api, this.#unanswered.pop() ?? this.#next());
        }
      }),
    );
  }

  /** The class that the load is about. */
  async prepare(api: Api): Promise<void> {
    await adoptRules(api);
    this.#cohort = await planCohort(api, `Class of ${this.name}`);
    this.#enrolled.push(...(await fillClass(api, this.#cohort, this.name, trainees)));
  }

  #next(): Request {
    const key = `${this.name}-request-${this.#asked++}`;
    const enrollment = this.chance.pick(this.#enrolled);
    const session = `class-${1 + this.chance.below(8)}`;
    switch (this.chance.below(5)) {
      case 0:
        return { method: 'post', path: '/people', body: { name: `Person ${key}` }, key };
      case 1: {
        const modules = [1, 2, 3].map((number) => this.#report(`${session}.${number}`));
        const rollCall = this.#enrolled.map((enrollmentId) => ({ enrollmentId, modules }));
        return {
          method: 'post',
          path: `/cohorts/${this.#cohort}/sessions/${session}/roll-call`,
          body: { trainees: rollCall },
          key,
        };
      }
      case 2:
        return {
          method: 'post',
          path: `/enrollments/${enrollment}/homework`,
          body: { sessionId: session },
          key,
        };
      case 3: {
        const [mark] = this.#marks.splice(this.chance.below(Math.max(this.#marks.length, 1)), 1);
        if (mark === undefined) return this.#next();
        // About four of 24 are missed in the end, so that disqualifications come and go for ever.
        const outcome = this.chance.below(6) === 0 ? 'missed' : 'attended';
        const body = { factId: mark.factId, reason: 'Mistyped', as: { outcome } };
        return { method: 'post', path: `/enrollments/${mark.enrollment}/corrections`, body, key };
      }
      default:
        return {
          method: 'post',
          path: `/enrollments/${enrollment}/accommodations`,
          body: {
            requirement: 'rooming-accommodation',
            offer: 'private-room',
            neededOn: '2026-12-24',
          },
          key,
        };
    }
  }

  #report(module: string): JsonObject {
    const outcome = this.chance.pick([
      'attended',
      'attended',
      'attended',
      'late',
      'missed',
      'excused',
    ]);
    return {
      module,
      outcome,
      ...(outcome === 'late' && { minutesLate: 1 + this.chance.below(30) }),
    };
  }

  async #ask(api: Api, request: Request): Promise<void> {
    const { method, path, body, key } = request;
    let answered;
    try {
      answered = await api[method](path, body, { 'idempotency-key': key });
    } catch {
      this.#unanswered.push(request);
      return;
    }
    const { status } = answered;
    // Put off: it may have been recorded, or not.
    if (status === 503) {
      this.#unanswered.push(request);
      return;
    }
    if (status >= 500)
      throw new Error(`${path} answered ${status}: ${JSON.stringify(answered.body)}`);
    if (status >= 300) return;
    const results = resultsIn(answered.body as JsonObject);
    for (const { id, facts } of results) {
      this.answered.push({ key, factIds: facts.map((fact) => fact.id) });
      this.#tellWatching();
      for (const fact of facts) {
        if (fact.type.startsWith('Module')) this.#marks.push({ enrollment: id, factId: fact.id });
      }
    }
  }

  #tellWatching(): void {
    const reached = this.#watching.filter(({ count }) => count <= this.answered.length);
    if (reached.length === 0) return;
    this.#watching = this.#watching.filter((one) => !reached.includes(one));
    for (const one of reached) one.reached();
  }
}

/** One result of most commands; one per trainee of a roll call. */
function resultsIn(body: JsonObject): readonly Pick<Done, 'id' | 'facts'>[] {
  const trainees = body['results'] as unknown as
    readonly (Done & { enrollmentId: string })[] | undefined;
  if (trainees === undefined) return [body as unknown as Done];
  return trainees
    .filter((result) => (result.facts as unknown) !== undefined)
    .map(({ enrollmentId, facts }) => ({ id: enrollmentId, facts }));
}
