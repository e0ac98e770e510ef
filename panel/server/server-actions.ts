import { withHeaderLine } from '../../src/comfyui/header-lines';
import { packError } from '../../src/core/errors';
import type { PanelState } from '../store/panel-state';
import {
  addressTyped,
  headerRefused,
  headersChanged,
  privacyAccepted,
  routeChosen,
  serverChanged,
  serverRunOver,
} from '../store/server-actions';
import type { Store } from '../store/store';
import type { ServerActions } from '../views/view-input';
import type { ServerTester } from './test-server';

export function createServerActions(
  store: Store<PanelState>,
  tester: ServerTester,
  copyFlags: (flags: string) => Promise<void>,
): ServerActions {
  const headers = () => store.get().server.settings.headers;
  return {
    typeAddress(text) {
      if (store.get().server.test.state === 'testing') tester.cancel();
      store.update(addressTyped(text));
    },
    addHeader(line) {
      try {
        store.update(headersChanged(withHeaderLine(headers(), line)));
        return true;
      } catch (error) {
        store.update(headerRefused(packError(error)));
        return false;
      }
    },
    removeHeader: (name) =>
      store.update(headersChanged(headers().filter((line) => line.name !== name))),
    allowOpen: (isOpenAllowed) => store.update(serverChanged({ isOpenAllowed })),
    chooseRoute(route) {
      store.update(routeChosen(route));
      void tester.test();
    },
    test: () => void tester.test(),
    cancelTest: () => tester.cancel(),
    chooseFile: (role, name) => store.update(serverChanged({ [role]: name })),
    acceptPrivacy: (origin) => store.update(privacyAccepted(origin)),
    withdrawPrivacy: (origin) =>
      store.update((state) => {
        const accepted = state.server.settings.accepted.filter((one) => one !== origin);
        return serverChanged({ accepted })(state);
      }),
    copyFlags: (flags) => void copyFlags(flags),
    forgetSent: () => store.update(serverRunOver),
  };
}
