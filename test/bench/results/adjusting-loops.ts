// The part of npm run bench -- results that runs as one script, as the page does.
import { printAdjusting } from './adjusting';

void printAdjusting();
