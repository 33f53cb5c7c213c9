interface Line {
  readonly text: string;
  readonly indent: number;
  /** The lines that belong to it. */
  readonly below: readonly Line[];
}

/**
 * A file once a block of the guide is put into it, as its reader does by hand: what the block shows of what
 * is there already says where the rest belongs, and `not stated` gives way.
 */
export function pasted(file: string, block: string): string {
  return `${written(merged(linesOf(file), linesOf(block))).join('\n')}\n`;
}

function linesOf(text: string): readonly Line[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return grouped(lines.map((line) => ({ text: line, indent: line.search(/\S/), below: [] })));
}

function grouped(lines: readonly Line[]): readonly Line[] {
  const groups: Line[] = [];
  for (let first = 0; first < lines.length;) {
    const [line, ...rest] = lines.slice(first);
    if (line === undefined) break;
    const end = rest.findIndex(({ indent }) => indent <= line.indent);
    const below = end === -1 ? rest : rest.slice(0, end);
    groups.push({ ...line, below: grouped(below) });
    first += below.length + 1;
  }
  return groups;
}

/** The name of a field, or of an item of a list by its id. */
function nameOf({ text }: Line): string {
  const line = text.trim();
  return /^- (\{ )?id: [\w-]+/.exec(line)?.[0].replace('{ ', '') ?? line.replace(/:( .*)?$/, ':');
}

function merged(before: readonly Line[], more: readonly Line[]): readonly Line[] {
  return more.reduce<readonly Line[]>((lines, line) => {
    const place = lines.findIndex((one) => nameOf(one) === nameOf(line));
    const found = lines[place];
    if (found === undefined) return [...lines, line];
    return lines.with(place, { ...line, below: merged(found.below, line.below) });
  }, before);
}

function written(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(({ text, below }) => [text, ...written(below)]);
}
