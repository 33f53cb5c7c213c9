import type { PageFormat } from '#programs/authoring';
import { WrongUsage } from './terminal.js';

export function formatOf(format = 'text'): PageFormat {
  if (format === 'text' || format === 'markdown') return format;
  throw new WrongUsage(`There is no format ${format}. Write --format text or --format markdown.`);
}
