import type { Manifest } from '../catalog/manifest.ts';
import type { EngineHost } from '../engine-host/contract.ts';
import type { Handlers } from '../handlers.ts';
export declare function createIndicatorService({ engine, manifest, }: {
    engine: EngineHost;
    manifest: Manifest;
}): Handlers['indicator'];
