import { Workbench } from './element.ts';

customElements.define('annexa-workbench', Workbench);
