import './ahead.js';
import './around.js';
