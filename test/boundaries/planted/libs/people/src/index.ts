import './ahead.js';
import './chicken.js';
import './generated.js';
import './lost.js';
import './lucky.js';
import './reaches-app.js';
import './uses-fixture.js';
import './vault.js';
