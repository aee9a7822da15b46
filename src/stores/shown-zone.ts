import { computed, onMounted } from 'vue';
import { findTimeZone, presentZone, runtimeZone, zoneLabel } from '../../amplify/domain/schedule/time-zones';
import { deviceZoneName } from '../text/moments';
import { useProfileStore } from './profile';

/** This device's zone by its current IANA name, or UTC for a name that the IANA database does not have. */
export function deviceZone(): string {
  return presentZone(findTimeZone(deviceZoneName() ?? '') ?? 'UTC');
}

/**
 * The zone in which the app shows every time: the investor's, wherever they travel. Null until the profile is read, so
 * that no time appears in another zone first. The device's zone replaces a zone that can't be read.
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
  /** The zone's name, for the page to show; null where it is the device's zone. */
  const named = computed(() => {
    if (zone.value === null || presentZone(zone.value) === presentZone(deviceZone())) return null;
    return zoneLabel(zone.value);
  });
  return { zone, named };
}
