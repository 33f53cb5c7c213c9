import { scaledOut } from './stage.js';
import { tellsStory } from './story.js';

tellsStory(scaledOut);
