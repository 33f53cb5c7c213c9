import './ahead.js';
import './policy/evaluate.js';
