import { ViewsError } from '#event-log';
import type { Views } from '#event-log';
import type { ReadSide } from './edge/read-side.js';

/** The views as the edge asks them. */
export function readSideOf(views: Views): ReadSide {
  return {
    status: () => {
      const { state, position } = views.status();
      return { live: state === 'live', position };
    },
    waitFor: async (position, timeoutMs) => {
      try {
        await views.waitFor(position, { timeoutMs });
        return true;
      } catch (error) {
        if (error instanceof ViewsError && error.code === 'views-behind') return false;
        throw error;
      }
    },
  };
}
