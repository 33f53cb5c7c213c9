import type { Views } from '#event-log';
import type { FrontPage } from '../../api/src/edge/pages.js';

const counted = [
  ['People', 'SELECT count(*) AS n FROM people'],
  ['Applications', 'SELECT count(*) AS n FROM applications'],
  ['Cohorts', 'SELECT count(*) AS n FROM cohorts'],
  ['Trainees', 'SELECT count(*) AS n FROM enrolled'],
  ['Decisions waiting', 'SELECT count(*) AS n FROM decisions_waiting'],
  ['Certificates', 'SELECT count(*) AS n FROM certificates'],
  ['Mails sent', "SELECT count(*) AS n FROM notices WHERE status = 'sent'"],
] as const;

/** What the first page tells, and how to begin. */
export function frontPageOf(views: Views): FrontPage {
  return {
    counts: () =>
      Promise.resolve(
        views.query((rows) =>
          counted.map(([label, sql]) => ({ label, count: rows.get<{ n: number }>(sql)?.n ?? 0 })),
        ),
      ),
    links: [
      {
        href: '/api/v1/programs',
        text: 'Programs',
        about: 'whose rules are there, and which are adopted',
      },
      { href: '/api/v1/cohorts', text: 'Cohorts', about: 'classes and their plans' },
      { href: '/api/v1/applications', text: 'Applications', about: 'where each stands' },
      { href: '/api/v1/decisions', text: 'Decisions', about: 'what waits for a person' },
    ],
    steps: (origin) => [
      {
        text: 'Adopt the rules of a program: from then on people can be judged by them.',
        command: post(origin, 'programs/us-massachusetts-cps/policies', { version: '2018-01-01' }),
      },
      {
        text: 'Register a person. The answer has their id.',
        command: post(origin, 'people', { name: 'Sam Rivera', email: 'sam@example.org' }),
      },
      {
        text: 'Take their application (put in the person’s id), then ask what is missing.',
        command: `${post(origin, 'applications', {
          personId: 'PERSON_ID',
          program: 'us-massachusetts-cps',
          statements: [{ statement: 'lived-experience' }],
        })}\ncurl ${origin}/api/v1/applications/APPLICATION_ID/why`,
      },
    ],
  };
}

function post(origin: string, path: string, body: object): string {
  return `curl ${origin}/api/v1/${path} \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
}
