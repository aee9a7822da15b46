import type { Plugin } from 'vite';
import { bundleFunctions } from '../licences/function-bundles';
import { noticesOf } from '../licences/notices';

/**
 * Writes the licences of third-party packages beside the app: in one file those with a module, style sheet or font in
 * the app, in another those that the functions bundle.
 */
export function thirdPartyNotices(): Plugin {
  let isProduction = false;
  return {
    name: 'firstlight:third-party-notices',
    apply: 'build',
    configResolved(config) {
      isProduction = config.isProduction;
    },
    async generateBundle(_, bundle) {
      // The build of the browser tests bundles the libraries' development code, which is not distributed.
      if (!isProduction) return;
      const code = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? Object.keys(output.modules).filter((id) => output.modules[id]?.renderedLength) : [],
      );
      const styles = [...this.getModuleIds()].filter((id) => /\.css($|\?)/.test(id));
      const functions = await bundleFunctions();
      const notices = {
        'THIRD-PARTY-NOTICES.txt': [...code, ...styles],
        'THIRD-PARTY-NOTICES-FUNCTIONS.txt': functions.flatMap(({ modules }) => modules),
      };
      for (const [fileName, modules] of Object.entries(notices)) {
        this.emitFile({ type: 'asset', fileName, source: noticesOf(modules) });
      }
    },
  };
}
