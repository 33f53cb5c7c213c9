import type { Token } from 'markdown-it';

const width = 72;

interface Block {
  /** Before the first line and before the others, for example `- ` and two spaces. */
  readonly first: string;
  readonly others: string;
}

/** Markdown as one would write it in a plain mail, filled to 72 columns. */
export function plainText(tokens: readonly Token[]): string {
  const parts: string[] = [];
  const around: Block[] = [];
  let tight = false;
  for (const token of tokens) {
    switch (token.type) {
      case 'blockquote_open':
        around.push({ first: '  | ', others: '  | ' });
        break;
      case 'list_item_open':
        around.push({ first: '- ', others: '  ' });
        break;
      case 'blockquote_close':
      case 'list_item_close':
        around.pop();
        break;
      case 'bullet_list_close':
        tight = false;
        break;
      case 'inline': {
        const text = filled(wordsOf(token), around);
        // The items of a list stand together.
        const inList = around.at(-1)?.first === '- ';
        if (inList && tight) parts.push(`${parts.pop() ?? ''}\n${text}`);
        else parts.push(text);
        tight = inList;
        break;
      }
      case 'heading_close': {
        const title = parts.pop() ?? '';
        parts.push(`${title}\n${'-'.repeat(Math.min(title.length, width))}`);
        break;
      }
      default:
    }
  }
  return parts.join('\n\n').replaceAll(/(\n {2}\| [^\n]*)\n\n(?= {2}\| )/g, '$1\n');
}

function wordsOf({ children }: Token): string {
  return (children ?? [])
    .map(({ type, content }) => {
      if (type === 'text' || type === 'text_special' || type === 'code_inline') return content;
      return type === 'softbreak' || type === 'hardbreak' ? ' ' : '';
    })
    .join('');
}

function filled(text: string, around: readonly Block[]): string {
  const first = around.map((block) => block.first).join('');
  const others = around.map((block) => block.others).join('');
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const empty = line === first || line === others;
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = others + word;
    } else {
      line += empty ? word : ` ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
