import './ahead.js';
import './engine.js';
import './store.js';
import './streams/cohort/state.js';
import './streams/enrollment/decisions/exam.js';
import './views/roster/projection.js';
export const training = 1;
import './redis.js';
import './bull.js';
