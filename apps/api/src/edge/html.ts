/** HTML that is safe to send; every value put into it is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Hole = string | number | Html | readonly Html[];

export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  const texts = parts.map((part, index) => {
    const hole = holes[index];
    return hole === undefined ? part : part + fill(hole);
  });
  return new Html(texts.join(''));
}

function fill(hole: Hole): string {
  if (hole instanceof Html) return hole.text;
  if (typeof hole === 'object') return hole.map((inner) => inner.text).join('\n');
  return String(hole).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page in the look of the server's own pages: no scripts, nothing from elsewhere. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}

const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2330; --soft: #545c6b;
  --line: #dcd9d0; --accent: #1f5f8b; --code: #f1efe8; --good: #1e6b43; --late: #8a4b08;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171d; --card: #1c2129; --ink: #e8eaee; --soft: #a9b1bf;
    --line: #343b47; --accent: #8cc4ee; --code: #262c36; --good: #7fd0a4; --late: #f0b66e;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main { max-width: 46rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) 1.25rem; }
h1 { font-size: clamp(1.75rem, 5vw, 2.375rem); line-height: 1.2; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.75rem 0 0.75rem; }
p { margin: 0.75rem 0; }
.lead { color: var(--soft); font-size: 1.1875rem; margin-top: 0.5rem; }
a { color: var(--accent); text-underline-offset: 0.18em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
dl {
  display: grid; grid-template-columns: max-content 1fr; gap: 0.6rem 2rem; margin: 0;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem 1.5rem;
}
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.good { color: var(--good); font-weight: 600; }
.late { color: var(--late); font-weight: 600; }
.note { border-left: 4px solid var(--accent); padding: 0.1rem 0 0.1rem 1rem; margin: 1.75rem 0 0; }
ul, ol { padding-left: 1.4rem; margin: 0.75rem 0; }
li { margin: 0.6rem 0; }
li::marker { color: var(--soft); }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.9375rem; }
pre {
  background: var(--code); border: 1px solid var(--line); border-radius: 8px;
  padding: 0.75rem 1rem; margin: 0.5rem 0 1rem; overflow-x: auto;
}
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0.1rem; } dd { margin-bottom: 0.75rem; } }
`;
