import './ahead.js';
import './plan/plan.js';
