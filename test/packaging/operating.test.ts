import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { readSettings, settingNames } from '#running';
import { compose } from './compose.js';

const guide = readFileSync('docs/operating.md', 'utf8');
const section = (title: string) => guide.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const rows = [...section('Settings').matchAll(/^\| `([A-Z_]+)` +\| (\S.*?)? *\|/gm)];

describe('the operating guide', () => {
  test('tells of every setting, and of no other', () => {
    expect(rows.map(([, name]) => name)).toEqual([...settingNames]);
  });

  test('gives the defaults that are taken', () => {
    const told = new Map(rows.map(([, name, text = '']) => [name, text.replaceAll('`', '')]));
    const { port, host, logLevel, prefix, mail, noticeTimes } = readSettings({
      DATA_DIR: tmpdir(),
    });
    expect(Object.fromEntries(told)).toMatchObject({
      PORT: String(port),
      HOST: host,
      LOG_LEVEL: logLevel,
      PREFIX: prefix,
      MAIL_FROM: mail.from,
      NOTICE_HOLD: noticeTimes.hold.toString(),
      NOTICE_LEASE: noticeTimes.lease.toString(),
    });
  });

  test('names services that docker-compose.yml has', () => {
    const services = Object.keys(compose.services);
    const verbs =
      /docker compose (?:up -d(?: --wait| --no-deps)*|run|stop|exec)((?: -\S+(?: \S+:\S+)?)*)((?: [a-z][a-z0-9-]*)+)/g;
    const named = [...guide.matchAll(verbs)].flatMap(([call, , words = '']) => {
      const all = words.trim().split(' ');
      return call.includes(' run ') || call.includes(' exec ') ? all.slice(0, 1) : all;
    });
    expect(new Set(named).size).toBeGreaterThan(5);
    expect(named.filter((name) => !services.includes(name))).toEqual([]);
  });

  test('links to headings that it has', () => {
    const headings = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => !headings.includes(link))).toEqual([]);
  });
});
