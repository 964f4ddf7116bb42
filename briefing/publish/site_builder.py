"""Rebuilds the derived site files (pages, feeds, covers) that are missing, changed or out of date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from briefing.model.episode import Episode, folder_of
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.loss import Loss, Sound
from briefing.model.ports import Episodes, Publisher
from briefing.model.show import Show, Site
from briefing.publish.card import EpisodeSummary, summarize_episode
from briefing.publish.cover import get_cover_name
from briefing.publish.documents import DOCUMENTS, build_documents
from briefing.publish.feed import build_entry, join_feed, make_podcast_guid, split_entries
from briefing.publish.feed_check import check_feed
from briefing.publish.lost import remake_mp3
from briefing.publish.page import NEWEST, WHOLE, ShowPage, render_show_page, render_site_page
from briefing.publish.site_cache import PageCache, compute_digest, list_paths

LOST = "bring state/briefing.db back from a backup, or take that show's folder out of the site"
FEW = 32  # decoded episodes held at a time


@dataclass(slots=True)
class ShowPages:
    """A show while its part of the site is checked: what was published of it, and how it was `before`.

    `cards` are its episodes, newest first, as they are found now; one whose sound is not what was published has no stamp, and is
    not `offered`. Cover, page and feed are `good` when they are as they were left and would be made on the same terms, and `stale`
    when they are not, or other episodes are offered.
    """

    show: Show
    language: Language
    editions: Mapping[str, int]
    terms: str
    before: PageCache
    cover: str = ""
    good: bool = False
    stale: bool = False
    cards: list[EpisodeSummary] = field(default_factory=list)

    @property
    def known(self) -> Mapping[str, EpisodeSummary]:
        """Its episodes as they were seen before, those that were corrected since apart."""
        return {card.edition: card for card in self.before.cards if card.revision == self.editions.get(card.edition)}

    @property
    def offered(self) -> list[EpisodeSummary]:
        """Its episodes that listeners can hear, newest first."""
        return [card for card in self.cards if card.stamp]

    @property
    def paths(self) -> list[str]:
        """Where its cover, page and feed lie below the site."""
        return [f"{self.show.key}/{name}" for name in (self.cover, "index.html", "feed.xml")]


class SiteBuilder:
    """Puts files of one site in order: `changed` are paths it wrote, `remade` is sound it made again, `lost` what it could not."""

    def __init__(
        self, site: Site, publisher: Publisher, episodes: Episodes, cover: Callable[[str], bytes], sound: Sound
    ) -> None:  # fmt: skip
        self._site, self._publisher, self._episodes, self._picture = site, publisher, episodes, lru_cache(FEW)(cover)
        self._find, self._sound = lru_cache(FEW)(self._found), sound
        self.changed: list[str] = []
        self.remade: list[str] = []
        self.lost: list[Loss] = []

    def covers(self, racks: Sequence[ShowPages]) -> None:
        """Find out which shows are not as they were seen before, and make their covers."""
        for rack in racks:
            rack.cover = rack.before.cover
            rack.stale = self._stale(rack)
            if rack.stale:
                picture = self._picture(rack.show.title)
                rack.cover = get_cover_name(picture)
                self._put(f"{rack.show.key}/{rack.cover}", picture)

    def folders(self, rack: ShowPages) -> None:
        """Look into the folders that were touched, and make their text files again where they are not what they were.

        A show is stale, too, when another of its episodes can be heard than before.
        """
        known = rack.known
        for edition in rack.editions:
            before = known.get(edition)
            whole = before and before.stamp and before.stamp == self._publisher.compute_stamp(list_paths(before))
            rack.cards.append(before if before and whole else self._mended(edition, before, rack))
        heard = {card.edition for card in rack.before.cards if card.stamp}
        rack.stale = rack.stale or {card.edition for card in rack.offered} != heard

    def pages(self, racks: Sequence[ShowPages]) -> None:
        """Make the pages of shows that are not as they were."""
        for rack in racks:
            if rack.stale:
                self._put(f"{rack.show.key}/index.html", render_show_page(self._shelf(rack, WHOLE), self._site).encode())

    def front(self, racks: Sequence[ShowPages], before: PageCache) -> PageCache:
        """Make the page of all shows unless it is as it was; return how it is now."""
        if not racks:
            return before
        newest = (f"{card.edition} {card.revision}" for rack in racks for card in rack.offered[:NEWEST])
        made_on = compute_digest([*(part for rack in racks for part in (rack.terms, rack.cover)), *newest])
        path = "index.html"
        if before.terms != made_on or not before.stamp or before.stamp != self._publisher.compute_stamp([path]):
            self._put(path, render_site_page([self._shelf(rack, NEWEST) for rack in racks], self._site).encode())
        return PageCache(made_on, self._publisher.compute_stamp([path]))

    def feed(self, rack: ShowPages) -> None:
        """Make the feed of a show that is not as it was; entries of the feed that was good before are used again."""
        if not rack.stale:
            return
        path = f"{rack.show.key}/feed.xml"
        there = split_entries(self._publisher.read(path) or b"")
        known = there.keys() & rack.known.keys() if rack.good else frozenset()
        made = [there[card.edition] if card.edition in known else self._entry(card.edition, rack) for card in rack.offered]
        lost = sorted(there.keys() - rack.editions.keys())
        generator, guid = self._find(rack.cards[0].edition).generator, self._guid(rack)
        data = join_feed(rack.show, self._site, made, generator=generator, cover=rack.cover, guid=guid)
        check_feed(data, {card.edition: card.size for card in rack.offered}, path)
        if lost:
            raise Faulty(path, f"would lose {', '.join(lost)}", "the store does not know them", LOST)
        self._put(path, data)

    def seen(self, rack: ShowPages) -> PageCache:
        """Return how a show is now."""
        stamp = self._publisher.compute_stamp(rack.paths) if rack.stale else rack.before.stamp
        return PageCache(rack.terms, stamp, rack.cover, tuple(rack.cards))

    def _stale(self, rack: ShowPages) -> bool:
        """Tell whether a show's cover, page and feed are to be made; note whether its feed is as it was found good."""
        stamp = rack.before.stamp and self._publisher.compute_stamp(rack.paths)
        rack.good = bool(stamp) and stamp == rack.before.stamp and rack.terms == rack.before.terms
        return not rack.good or {card.edition: card.revision for card in rack.before.cards} != rack.editions

    def _mended(self, edition: str, before: EpisodeSummary | None, rack: ShowPages) -> EpisodeSummary:
        """Check an episode's folder, repair it, and return its card.

        Where the sound is not what it was, and cannot be made again, nothing changes, and the card has no stamp: a folder that a
        person took away does not come back without its sound.
        """
        episode = self._find(edition)
        new = summarize_episode(episode)
        good = before.digest if before and before.revision == new.revision else ""
        if not self._sounds(episode, rack):
            return replace(new, digest=good)
        stamp, found = self._publisher.compute_stamp(list_paths(new)), self._texts(new)
        if not all(found.values()) or (good and compute_digest(found.values()) != good):
            found = self._made(episode, found, good, rack)
            for name, text in found.items():
                self._put(f"{folder_of(new)}/{name}", text)
            stamp = self._publisher.compute_stamp(list_paths(new))
        return replace(new, stamp=stamp, digest=compute_digest(found.values()))

    def _made(self, episode: Episode, found: Mapping[str, bytes], good: str, rack: ShowPages) -> Mapping[str, bytes]:
        """Return the text files as they are to be: what is missing is made, and all of them when one is not what it was."""
        made = build_documents(episode, rack.show, self._site, rack.language, rack.cover)
        filled = {name: text or made[name] for name, text in found.items()}
        return filled if not good or compute_digest(filled.values()) == good else {name: made[name] for name in found}

    def _texts(self, card: EpisodeSummary) -> Mapping[str, bytes]:
        return {name: self._publisher.read(f"{folder_of(card)}/{name}") or b"" for name in DOCUMENTS}

    def _sounds(self, episode: Episode, rack: ShowPages) -> bool:
        """Tell whether the MP3 has its size, if need be after it was made again; what stays lost is kept."""
        path = f"{folder_of(episode)}/{episode.file}"
        if (size := self._publisher.get_size(path)) == episode.size:
            return True
        sound = self._sound(episode.edition)
        if data := remake_mp3(episode, rack.show, self._site, self._picture(rack.show.title), sound):
            self._put(path, data)
            self.remade.append(episode.edition)
            return True
        self.lost.append(Loss(episode.show, episode.edition, path, episode.size, size))
        return False

    def _shelf(self, rack: ShowPages, count: int) -> ShowPage:
        """Return a show with its newest episodes, the others by their day."""
        newest = [self._find(card.edition) for card in rack.offered[:count]]
        return ShowPage(rack.show, rack.language, newest, rack.cover, rack.offered[count:])

    def _entry(self, edition: str, rack: ShowPages) -> etree._Element:
        return build_entry(self._find(edition), self._site, rack.language)

    def _guid(self, rack: ShowPages) -> str:
        candidate = make_podcast_guid(self._site, rack.show.key)
        return self._episodes.ensure_show_guid(rack.show.key, candidate) if candidate else ""

    def _found(self, edition: str) -> Episode:
        episode = self._episodes.find(edition)
        assert episode, edition  # one that was published is never forgotten
        return episode

    def _put(self, path: str, data: bytes) -> None:
        if self._publisher.write(path, data):
            self.changed.append(path)
