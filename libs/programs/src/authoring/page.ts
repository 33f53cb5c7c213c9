/** What a command prints: blocks, laid out as plain text or as Markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly depth?: number }
  /** A point of a list; deeper ones belong to the one before. */
  | {
      readonly kind: 'point';
      readonly text: string;
      readonly depth: number;
      readonly mark?: string;
    }
  /** The words of a source, with the id that they are cited by. */
  | {
      readonly kind: 'quote';
      readonly text: string;
      readonly cite: string;
      readonly depth: number;
    };

export type PageFormat = 'text' | 'markdown';

/** @param width columns of the terminal; text only */
export function rendered(blocks: readonly Block[], format: PageFormat, width = 80): string {
  return format === 'markdown' ? markdown(blocks) : plain(blocks, width);
}

const indent = 2;

function plain(blocks: readonly Block[], width: number): string {
  const lines: string[] = [];
  let before: Block | undefined;
  for (const block of blocks) {
    if (before !== undefined && needsSpace(before, block)) lines.push('');
    lines.push(...plainLines(block, width));
    before = block;
  }
  return `${lines.join('\n')}\n`;
}

function plainLines(block: Block, width: number): readonly string[] {
  switch (block.kind) {
    case 'heading': {
      const lines = wrapped(block.text, width);
      if (block.level === 3) return lines;
      const longest = Math.max(...lines.map((line) => line.length));
      return [...lines, (block.level === 1 ? '=' : '-').repeat(longest)];
    }
    case 'text':
      return wrapped(block.text, width, ' '.repeat((block.depth ?? 0) * indent));
    case 'point': {
      const margin = ' '.repeat(block.depth * indent);
      const mark = `${block.mark ?? '*'} `;
      return wrapped(block.text, width, margin + mark, margin + ' '.repeat(mark.length));
    }
    case 'quote': {
      const margin = ' '.repeat(block.depth * indent);
      return wrapped(`“${block.text}” [${block.cite}]`, width, `${margin}| `, `${margin}| `);
    }
  }
}

function needsSpace(before: Block, block: Block): boolean {
  if (block.kind === 'heading' || before.kind === 'heading') return true;
  if (block.kind === 'text') return (block.depth ?? 0) === 0;
  return block.kind === 'point' && block.depth <= 1 && before.kind !== 'point';
}

/** Breaks at spaces; a word longer than the line is left whole. */
export function wrapped(text: string, width: number, first = '', next = first): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = next;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

function markdown(blocks: readonly Block[]): string {
  let text = '';
  let before: Block | undefined;
  for (const block of blocks) {
    const close = before?.kind === 'point' && block.kind === 'point';
    text += `${before === undefined ? '' : close ? '\n' : '\n\n'}${markdownOf(block)}`;
    before = block;
  }
  return `${text}\n`;
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'text':
      return `${' '.repeat((block.depth ?? 0) * indent)}${escaped(block.text)}`;
    case 'point':
      return `${' '.repeat(block.depth * indent)}- ${escaped(block.text)}`;
    case 'quote':
      return `${' '.repeat(block.depth * indent)}> “${escaped(block.text)}” — ${escaped(block.cite)}`;
  }
}

/** So that the words of a source are never taken for markup. */
function escaped(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`);
}
