import './testing/fixture.js';
