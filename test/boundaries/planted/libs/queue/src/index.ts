import './ahead.js';
import './bullmq/queue.js';
