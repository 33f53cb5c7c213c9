import './borrowed.js';
import './around.js';
