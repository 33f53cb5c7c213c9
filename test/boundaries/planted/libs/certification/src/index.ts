import './ahead.js';
