import type { FastifyInstance } from 'fastify';

/**
 * The methods that a path is served with; tells an unknown address from a wrong method. A wildcard
 * serves files, says nothing about what the API has at an address, and so matches no path here.
 */
export class ServedMethods {
  readonly #routes = new Map<string, { readonly path: RegExp; readonly methods: Set<string> }>();

  /** Must be called before the first route is added. */
  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ url, method }) => {
      const route = this.#routes.get(url) ?? { path: pathPattern(url), methods: new Set() };
      for (const name of [method].flat()) route.methods.add(name);
      this.#routes.set(url, route);
    });
  }

  of(path: string): readonly string[] {
    const matching = [...this.#routes.values()].filter((route) => route.path.test(path));
    return [...new Set(matching.flatMap((route) => [...route.methods]))].sort();
  }
}

function pathPattern(url: string): RegExp {
  const steps = url.split('/').map((step) => (step.startsWith(':') ? '[^/]+' : escapeRegExp(step)));
  return new RegExp(`^${steps.join('/')}/?$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
