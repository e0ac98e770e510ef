import { serve } from '../rpc/serve';
import { createEditorApi } from './editor-api';
import { decodeInBrowser } from './open/browser-decoder';

serve(createEditorApi(decodeInBrowser));
