import type { FastifyInstance } from 'fastify';
import { probe, probePaths, version } from '#running';
import type { Probes } from '#running';
import { html, page } from './html.js';
import { isProblemCode, kindOf, Refusal } from './problems.js';
import type { RuleKinds } from './problem-filter.js';
import type { ReadSide } from './read-side.js';

/** What the first page tells beside what the edge knows by itself. */
export interface FrontPage {
  /** How many there are of what, as the views say. */
  counts(): Promise<readonly { readonly label: string; readonly count: number }[]>;
  /** Addresses to look at. */
  readonly links?: readonly {
    readonly href: string;
    readonly text: string;
    readonly about: string;
  }[];
  /** Commands to try, in order; `origin` is `http://127.0.0.1:3000`. */
  steps?(origin: string): readonly { readonly text: string; readonly command: string }[];
}

interface PageParts {
  readonly dataDir: string;
  readonly readSide: ReadSide;
  readonly probes: Probes;
  readonly frontPage: FrontPage | undefined;
  /** What each `RuleBroken` code means and how to mend it. */
  readonly rules: Readonly<Record<string, string>>;
  readonly ruleKinds: RuleKinds;
}

const htmlType = 'text/html; charset=utf-8';

/** `/`, the problem pages, and the probes: what a person, a supervisor or a monitor looks at. */
export function servePages(server: FastifyInstance, parts: PageParts): void {
  server.get('/', async (request, reply) => {
    reply.type(htmlType).header('cache-control', 'no-store');
    return frontPage(`http://${request.host}`, parts);
  });

  server.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    reply.type(htmlType).send(problemPage(request.params.code, parts));
  });

  for (const url of probePaths) {
    server.get(url, async (_request, reply) => {
      const told = await probe(url, parts.probes);
      reply
        .status(told?.status ?? 404)
        .type(told?.type ?? htmlType)
        .header('cache-control', 'no-store');
      return told?.body;
    });
  }
}

async function frontPage(origin: string, parts: PageParts): Promise<string> {
  const { live, position } = parts.readSide.status();
  const counts = (await parts.frontPage?.counts()) ?? [];
  const links = parts.frontPage?.links ?? [];
  const steps = parts.frontPage?.steps?.(origin) ?? [];
  const state = live
    ? html`<span class="good">Running</span>, and up to date`
    : html`<span class="late">Catching up</span> with the log; answers are not current yet`;
  return page(
    'Rollbook',
    html`<main>
      <h1>Rollbook</h1>
      <p class="lead">
        The cohorts of certification programs, from application to certificate, judged by cited
        rules.
      </p>
      <h2>What is running</h2>
      <dl>
        <dt>State</dt>
        <dd>${state}</dd>
        <dt>Version</dt>
        <dd>${version}</dd>
        <dt>Data folder</dt>
        <dd><code>${parts.dataDir}</code></dd>
        <dt>Log position</dt>
        <dd>${position}</dd>
        ${counts.map(
          ({ label, count }) =>
            html`<dt>${label}</dt>
              <dd>${count}</dd>`,
        )}
      </dl>
      <p class="note">
        <strong>Only this machine can reach it.</strong> Rollbook has no sign-in yet, so it listens
        on a loopback address and answers nobody else.
      </p>
      <h2>Where to go</h2>
      <ul>
        <li>
          <a href="/api">The API</a>: every address, with its fields and refusals, to read and to
          try
        </li>
        <li><a href="/api/v1/openapi.json">The same as an OpenAPI document</a>, for programs</li>
        ${links.map(({ href, text, about }) => html`<li><a href="${href}">${text}</a>: ${about}</li>`)}
        <li>
          <a href="/health">Health</a>: whether the answers are up to date, and
          <a href="/metrics">figures</a> for a monitor
        </li>
      </ul>
      ${
        steps.length === 0
          ? ''
          : html`<h2>First steps</h2>
              <p>In a terminal on this machine:</p>
              <ol>
                ${steps.map(
                  ({ text, command }) =>
                    html`<li>
                      ${text}
                      <pre tabindex="0"><code>${command}</code></pre>
                    </li>`,
                )}
              </ol>`
      }
    </main>`,
  );
}

function problemPage(code: string, { rules, ruleKinds }: PageParts): string {
  if (Object.hasOwn(rules, code)) {
    const { title, status } = kindOf(ruleKinds[code] ?? 'rule-broken');
    return problem(code, title, status, rules[code] ?? '');
  }
  if (!isProblemCode(code)) throw new Refusal('no-such-route', `No problem has the code ${code}.`);
  const { title, status, mend } = kindOf(code);
  return problem(code, title, status, mend);
}

function problem(code: string, title: string, status: number, mend: string): string {
  return page(
    `${title} – Rollbook`,
    html`<main>
      <h1>${title}</h1>
      <p class="lead">${mend}</p>
      <dl>
        <dt>Code</dt>
        <dd><code>${code}</code></dd>
        <dt>Status</dt>
        <dd>${status}</dd>
      </dl>
      <p><a href="/api">The API</a> · <a href="/">First page</a></p>
    </main>`,
  );
}
