import { run } from './run.js';

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // npm runs scripts from the project's folder; paths are meant from where the operator stands.
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  eventStoreUrl: process.env['EVENTSTORE_URL']?.trim() || undefined,
  prefix: process.env['PREFIX']?.trim() || 'rollbook',
});
