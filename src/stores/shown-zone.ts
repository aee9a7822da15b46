import { computed, onMounted } from 'vue';
import { findTimeZone, presentZone, runtimeZone, zoneLabel } from '../../amplify/domain/schedule/time-zones';
import { deviceZoneName } from '../text/moments';
import { useProfileStore } from './profile';

/** The zone that this device is set to, by its present name; UTC where its name is none of the IANA database. */
export function deviceZone(): string {
  return presentZone(findTimeZone(deviceZoneName() ?? '') ?? 'UTC');
}

/**
 * The one zone that times are shown in: the investor's, wherever they travel. Null until their profile is read, so that
 * no time appears in another zone first. The device's own stands in for a zone that can't be read.
 */
export function useShownZone() {
  const profiles = useProfileStore();
  onMounted(() => {
    if (profiles.status === 'idle') void profiles.load();
  });
  const zone = computed(() => {
    if (profiles.profile) return runtimeZone(profiles.profile.timeZone) ?? deviceZone();
    return profiles.status === 'failed' ? deviceZone() : null;
  });
  /** The zone's name where it is not the device's, to be named on the page. */
  const named = computed(() => {
    if (zone.value === null || presentZone(zone.value) === presentZone(deviceZone())) return null;
    return zoneLabel(zone.value);
  });
  return { zone, named };
}
