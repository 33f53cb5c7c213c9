import 'node:crypto';
import 'zod';
import '#event-log';
