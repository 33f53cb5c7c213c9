import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What finding, or getting, a Redis server depends on. */
export interface Machine {
  readonly path: string;
  readonly lock: string;
  readonly mayInstall: boolean;
}

const thisMachine: Machine = {
  path: process.env['PATH'] ?? '',
  lock: join(tmpdir(), 'rollbook-tests-redis-install.lock'),
  mayInstall: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
};

// Whoever waited for the lock finds the server there and has nothing to say or to do.
const install = `
  command -v redis-server >/dev/null && exit
  echo 'The tests need a Redis server and find none: installing it with apt-get install -y redis-server' >&2
  apt-get update -qq && apt-get install -y -qq redis-server >&2
`;

/** The path of a Redis server; where it may, it installs one first, saying so. */
export async function redisServerProgram(machine: Machine = thisMachine): Promise<string> {
  const found = onPath(machine.path);
  if (found !== undefined) return found;
  if (machine.mayInstall) {
    // RUNLEVEL keeps the package from starting a server of its own.
    const env = { PATH: machine.path, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const installing = spawn('flock', [machine.lock, 'sh', '-c', install], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(installing, 'close');
  }
  const installed = onPath(machine.path);
  if (installed !== undefined) return installed;
  throw new Error(
    'The tests need Redis 7: set REDIS_URL to a server they may use, or put redis-server on the PATH (Debian: apt-get install redis-server; macOS: brew install redis).',
  );
}

function onPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((program) => {
      try {
        accessSync(program, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
