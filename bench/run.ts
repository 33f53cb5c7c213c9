import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { apiModule } from '../apps/api/src/api.module.js';
import { openRollbook } from '../apps/api/src/rollbook.js';
import { appending } from './appending.js';
import { runClass } from './class.js';
import { commanding } from './commanding.js';
import { multiply } from './history.js';
import { judging } from './judging.js';
import { shippedPolicies } from '#programs';
import { rebuilding } from './rebuilding.js';
import { rostering } from './rostering.js';

/*
 * Ratios beside a bare limit, measured in the same run, since machines differ.
 * FACTS sets the size of the log that is rebuilt. Names of parts measure those alone.
 */

const parts = ['appending', 'commanding', 'rostering', 'judging', 'rebuilding'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !parts.includes(part));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}. The parts are ${parts.join(', ')}.`);
const measures = (part: string) => wanted.length === 0 || wanted.includes(part);

const facts = Number(process.env['FACTS'] ?? '200000');
const folder = mkdtempSync(join(tmpdir(), 'rollbook-bench-'));

try {
  if (measures('appending')) await appending(folder);

  const rollbook = await openRollbook({ dataDir: join(folder, 'data') });
  const app = await NestFactory.createApplicationContext(apiModule(rollbook), { logger: false });
  const cohort = await runClass(app, rollbook.decider);
  if (measures('commanding')) await commanding(app, rollbook, cohort, folder);
  if (measures('rostering')) await rostering(app, rollbook, cohort);
  if (measures('judging')) await judging(rollbook.log, shippedPolicies());
  if (measures('rebuilding')) {
    await multiply(rollbook.log, facts, (done) => {
      process.stderr.write(`\r${done} of ${facts} facts appended`);
    });
    process.stderr.write('\n');
    await rollbook.views.waitFor(await rollbook.log.head());
    await rebuilding(folder, rollbook);
  }
  await app.close();
  await rollbook.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
