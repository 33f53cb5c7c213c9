/** What came back over HTTP. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // The shape differs by address; tests look into it.
  readonly body: Json;
}

export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [field: string]: Json;
}

/** Where the next request goes, for example to each of several nodes in turn. */
export type Origins = () => Promise<string>;

/**
 * Speaks to a running Rollbook as a client would, and reads its own writes, whichever node it asks
 * next.
 */
export class Api {
  readonly #next: Origins;
  /** The furthest position an answer named; queries wait for it. */
  #position = 0;

  constructor(
    at: string | Origins,
    private readonly actor = 'test-coordinator',
  ) {
    this.#next = typeof at === 'string' ? () => Promise.resolve(at) : at;
  }

  get(path: string): Promise<Answered> {
    return this.#send('GET', path, undefined, { 'rollbook-wait-for': String(this.#position) });
  }

  post(
    path: string,
    body: JsonObject = {},
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    return this.#send('POST', path, body, headers);
  }

  put(
    path: string,
    body: JsonObject = {},
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    return this.#send('PUT', path, body, headers);
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.#send('DELETE', path, undefined, headers);
  }

  /** As `post`, and must succeed. */
  async do(
    path: string,
    body: JsonObject = {},
    headers: Record<string, string> = {},
  ): Promise<Done> {
    const answered = await this.post(path, body, headers);
    if (answered.status >= 300) {
      throw new Error(`POST ${path} answered ${answered.status}: ${JSON.stringify(answered.body)}`);
    }
    return answered.body as unknown as Done;
  }

  /** As `get`, and must succeed. */
  async read(path: string): Promise<JsonObject> {
    const answered = await this.get(path);
    if (answered.status !== 200) {
      throw new Error(`GET ${path} answered ${answered.status}: ${JSON.stringify(answered.body)}`);
    }
    return answered.body as JsonObject;
  }

  /** Reads until it is so; each reading waits for something more to be in the log. */
  async until(path: string, fits: (read: JsonObject) => boolean): Promise<JsonObject> {
    for (;;) {
      const origin = await this.#next();
      const ready = (await (await fetch(`${origin}/health/ready`)).json()) as { position: number };
      this.#position = Math.max(this.#position, ready.position);
      const read = await this.read(path);
      if (fits(read)) return read;
      // Refused when nothing more comes within some seconds; it may have been recorded before.
      const more = { 'rollbook-wait-for': String(ready.position + 1) };
      await (await fetch(`${origin}/api/v1/programs`, { headers: more })).text();
    }
  }

  async #send(
    method: string,
    path: string,
    body: JsonObject | undefined,
    headers: Record<string, string>,
  ): Promise<Answered> {
    const response = await fetch(`${await this.#next()}/api/v1${path}`, {
      method,
      headers: {
        'rollbook-actor': this.actor,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const reached = Number(response.headers.get('rollbook-position') ?? '0');
    if (method !== 'GET') this.#position = Math.max(this.#position, reached);
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as Json),
    };
  }
}

/** The answer of a command. */
export interface Done {
  readonly id: string;
  readonly outcome: 'recorded' | 'unchanged' | 'repeated' | 'previewed';
  readonly standing?: string;
  readonly revision: number;
  readonly position: number;
  readonly facts: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: JsonObject;
  }[];
}
