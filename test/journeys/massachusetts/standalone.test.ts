import { standalone } from './stage.js';
import { tellsStory } from './story.js';

tellsStory(standalone);
