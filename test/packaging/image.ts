import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, matchesGlob } from 'node:path';
import ts from 'typescript';

export interface Instruction {
  readonly name: string;
  readonly rest: string;
  /** The stage it belongs to: its name, or its number. */
  readonly stage: string;
}

/** The instructions of a Dockerfile, in order. */
export function instructionsOf(text: string): readonly Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  let stage = '';
  let stages = 0;
  return lines.map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stage = /\sAS\s(\S+)$/.exec(rest)?.[1] ?? String(stages++);
    return { name, rest, stage };
  });
}

/** The files that Docker would be sent, by .dockerignore: the last pattern that fits decides. */
export function contextFiles(): readonly string[] {
  const patterns = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const isSent = (file: string) => {
    const parts = file.split('/');
    // A pattern that fits a folder decides about all that is in it.
    const paths = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
    let sent = true;
    for (const pattern of patterns) {
      const glob = pattern.replace(/^!/, '');
      if (paths.some((path) => matchesGlob(undotted(path), undotted(glob))))
        sent = pattern.startsWith('!');
    }
    return sent;
  };
  const roots = ['*', '.*', '{apps,libs,test,bench,docs,deploy}/**'];
  return globSync(roots, { exclude: ['node_modules', 'dist', '.git'] }).filter(
    (file) => statSync(file).isFile() && isSent(file),
  );
}

/** For Docker a name that begins with a dot is a name like others. */
function undotted(path: string): string {
  return path.replaceAll(/(^|\/)\./g, '$1dot-');
}

/** What Docker would be sent, put into a folder. */
export function copyContext(to: string): void {
  for (const file of contextFiles()) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(file, join(to, file));
  }
}

/** Builds there as the image does, with the packages that are installed here. */
export function buildIn(folder: string): void {
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: 'pipe' });
}

/** Puts the packages of production, and no others, in place of those that the build needed. */
export function installForProduction(folder: string): void {
  rmSync(join(folder, 'node_modules'));
  execFileSync('npm', ['ci', '--omit=dev'], { cwd: folder, stdio: 'pipe' });
}

export function importsIn(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The packages that a module imports, without those that Node brings. */
export function packagesIn(text: string): readonly string[] {
  return importsIn(text)
    .filter((name) => !/^[.#]/.test(name) && !isBuiltin(name))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
}
