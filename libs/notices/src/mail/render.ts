import { readFileSync } from 'node:fs';
import { Liquid } from 'liquidjs';
import MarkdownIt from 'markdown-it';
import { plainText } from './plain-text.js';

/** What a template may name; a name it does not know is an error, never an empty place. */
export type Words = Readonly<Record<string, unknown>>;

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: false });
const strict = { strictVariables: true, strictFilters: true, ownPropertyOnly: true } as const;
/** For Markdown: what comes from the record is words, never headings, links or lists. */
const escaping = new Liquid({ ...strict, outputEscape: (value) => escaped(String(value)) });
const plain = new Liquid({ ...strict, outputEscape: (value) => inOneLine(String(value)) });
const raw = new Liquid(strict);

const layout = raw.parse(read('layout.html'));

/** One Markdown + Liquid file: `Subject: …`, an empty line, the body. */
export interface Template {
  render(words: Words, why: string): Rendered;
}

export function template(name: string): Template {
  const [first = '', ...rest] = read(`${name}.md`).split('\n\n');
  const subjectOf = plain.parse(first.replace(/^Subject: /, ''));
  const bodyOf = escaping.parse(rest.join('\n\n'));
  return {
    render(words, why) {
      const subject = inOneLine(String(plain.renderSync(subjectOf, words)));
      const source = String(escaping.renderSync(bodyOf, words));
      const body = markdown.render(source);
      const text = `${plainText(markdown.parse(source, {}))}\n\n-- \n${plainText(markdown.parse(escaped(why), {}))}\n`;
      return { subject, text, html: String(raw.renderSync(layout, { subject, body, why })) };
    },
  };
}

function read(file: string): string {
  return readFileSync(new URL(`templates/${file}`, import.meta.url), 'utf8');
}

/** Any ASCII punctuation may be escaped in CommonMark (section 2.4). */
function escaped(text: string): string {
  return inOneLine(text).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
