import { createRequire } from 'node:module';

// A package imports itself by its own manifest from sources and from dist alike, by whatever depth.
const { version: packageVersion } = createRequire(import.meta.url)('#package') as {
  version: string;
};

export const version: string = packageVersion;
