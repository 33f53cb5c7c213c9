import type { Issue, Wrong } from './wants.js';

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** Why what is written as a date is none. */
export function noDay(issue: Issue): Wrong | undefined {
  if (issue.code !== 'invalid_format' || issue.format !== 'date') return undefined;
  const input = issue.input ?? '';
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(input) ?? [];
  if (year === '') return undefined;
  const name = months[Number(month) - 1];
  if (name === undefined) {
    return { problem: `${input} is no day: there is no month ${Number(month)}`, mend: correctIt };
  }
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) === 0 || Number(day) > last) {
    const problem = `${input} is no day: ${name} ${year} has the days 1 to ${last}`;
    return { problem, mend: correctIt };
  }
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return {
    problem: `${input} is not written as a day is: month and day have two digits each`,
    mend: `Write ${written}.`,
  };
}

const correctIt = 'Correct it.';
