BEGIN TRANSACTION;
CREATE TABLE aired (
	show VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	PRIMARY KEY (show, item)
);
INSERT INTO "aired" VALUES('morning','6e0394e53326c16f');
INSERT INTO "aired" VALUES('morning','638e886044e15428');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE bookmarks (
	feed VARCHAR NOT NULL, 
	etag TEXT NOT NULL, 
	modified TEXT NOT NULL, 
	PRIMARY KEY (feed)
);
CREATE TABLE episodes (
	edition VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	show VARCHAR NOT NULL, 
	slot VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (edition, revision)
);
INSERT INTO "episodes" VALUES('morning-2026-11-21',1,'morning','2026-11-21T04:00:00.000000+00:00','{"version": 1, "guid": "morning-2026-11-21", "edition": "morning-2026-11-21", "show": "morning", "slot": "2026-11-21T04:00:00Z", "day": "2026-11-21", "revision": 1, "title": "The Morning Briefing: Saturday, 21 November 2026", "description": "Ferry to the island sails again; Library of Marwick opens on Sundays", "published": "2026-11-21T04:05:00Z", "language": "en-US", "generator": "Briefing 0.1.0", "duration": 43.382, "file": "morning-2026-11-21.mp3", "size": 619807, "sha256": "423637597eeb4af33a057a832399fa1a75e4239e74aadabccc90aed1625665bd", "loudness": {"integrated_lufs": -16.1, "true_peak_dbtp": -8.9}, "chapters": [{"start": 0.0, "end": 10.259, "title": "Opening", "url": ""}, {"start": 10.259, "end": 23.268, "title": "Ferry to the island sails again", "url": "https://news.example/ferry"}, {"start": 23.268, "end": 35.55, "title": "Library of Marwick opens on Sundays", "url": "https://news.example/library"}, {"start": 35.55, "end": 43.382, "title": "Closing", "url": ""}], "cues": [{"start": 2.2, "end": 4.745, "text": "Saturday, 21 November 2026.", "line": "opening-1", "segment": "opening", "basis": "template", "sources": [], "edits": []}, {"start": 5.095, "end": 7.641, "text": "This audio is created with AI assistance.", "line": "opening-2", "segment": "opening", "basis": "template", "sources": [], "edits": []}, {"start": 7.991, "end": 9.809, "text": "This is The Morning Briefing.", "line": "opening-3", "segment": "opening", "basis": "template", "sources": [], "edits": []}, {"start": 10.709, "end": 11.8, "text": "From Valley Ledger.", "line": "6e0394e53326c16f-1", "segment": "6e0394e53326c16f", "basis": "template", "sources": [], "edits": []}, {"start": 12.15, "end": 14.332, "text": "Ferry to the island sails again", "line": "6e0394e53326c16f-2", "segment": "6e0394e53326c16f", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "feed_name": "Valley Ledger", "item": "6e0394e53326c16f", "url": "https://news.example/ferry", "title": "Ferry to the island sails again", "field": "title", "start": 0, "end": 31, "quote": "Ferry to the island sails again", "hash": "435a585eac97e0b72a213758efd9f291758c208a759bda2799e3117aa4ef4863", "license": ""}], "edits": []}, {"start": 14.832, "end": 19.559, "text": "The ferry to the island sails again after a winter in the dock.", "line": "6e0394e53326c16f-3", "segment": "6e0394e53326c16f", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "feed_name": "Valley Ledger", "item": "6e0394e53326c16f", "url": "https://news.example/ferry", "title": "Ferry to the island sails again", "field": "text", "start": 0, "end": 63, "quote": "The ferry to the island sails again after a winter in the dock.", "hash": "8ea7cbf5d21748dc8d4fcb77aeee4a319f527febbf4997c47f0a3102227e321b", "license": ""}], "edits": []}, {"start": 19.909, "end": 22.818, "text": "It takes forty cars, the harbour office said.", "line": "6e0394e53326c16f-4", "segment": "6e0394e53326c16f", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "feed_name": "Valley Ledger", "item": "6e0394e53326c16f", "url": "https://news.example/ferry", "title": "Ferry to the island sails again", "field": "text", "start": 64, "end": 109, "quote": "It takes forty cars, the harbour office said.", "hash": "8ea7cbf5d21748dc8d4fcb77aeee4a319f527febbf4997c47f0a3102227e321b", "license": ""}], "edits": []}, {"start": 23.718, "end": 25.173, "text": "Valley Ledger also reports.", "line": "638e886044e15428-1", "segment": "638e886044e15428", "basis": "template", "sources": [], "edits": []}, {"start": 25.523, "end": 27.704, "text": "Library of Marwick opens on Sundays", "line": "638e886044e15428-2", "segment": "638e886044e15428", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "feed_name": "Valley Ledger", "item": "638e886044e15428", "url": "https://news.example/library", "title": "Library of Marwick opens on Sundays", "field": "title", "start": 0, "end": 35, "quote": "Library of Marwick opens on Sundays", "hash": "32e8e051fee658f631d36803d49cd003701e3107aeb9b8c36a33e008d0cbeb81", "license": ""}], "edits": []}, {"start": 28.204, "end": 31.477, "text": "The library of Marwick opens on Sundays from January.", "line": "638e886044e15428-3", "segment": "638e886044e15428", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "feed_name": "Valley Ledger", "item": "638e886044e15428", "url": "https://news.example/library", "title": "Library of Marwick opens on Sundays", "field": "text", "start": 0, "end": 53, "quote": "The library of Marwick opens on Sundays from January.", "hash": "4714363369544837c2e352ad1e6b42000c25129ae8330bc8dcd84be61a4e44a2", "license": ""}], "edits": []}, {"start": 31.827, "end": 35.1, "text": "The council voted for it without a voice against.", "line": "638e886044e15428-4", "segment": "638e886044e15428", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "feed_name": "Valley Ledger", "item": "638e886044e15428", "url": "https://news.example/library", "title": "Library of Marwick opens on Sundays", "field": "text", "start": 54, "end": 103, "quote": "The council voted for it without a voice against.", "hash": "4714363369544837c2e352ad1e6b42000c25129ae8330bc8dcd84be61a4e44a2", "license": ""}], "edits": []}, {"start": 36.0, "end": 38.909, "text": "All sources and links are with this edition.", "line": "closing-1", "segment": "closing", "basis": "template", "sources": [], "edits": []}, {"start": 39.259, "end": 41.077, "text": "That was The Morning Briefing.", "line": "closing-2", "segment": "closing", "basis": "template", "sources": [], "edits": []}, {"start": 41.427, "end": 42.882, "text": "Thank you for listening.", "line": "closing-3", "segment": "closing", "basis": "template", "sources": [], "edits": []}], "stories": [{"id": "6e0394e53326c16f", "title": "Ferry to the island sails again", "items": ["6e0394e53326c16f"], "score": 0.979357440120919, "reason": "score 0.98: 1 (weight) x 0.98 (1 h old)", "follows": ""}, {"id": "638e886044e15428", "title": "Library of Marwick opens on Sundays", "items": ["638e886044e15428"], "score": 0.9606811795970172, "reason": "score 0.96: 1 (weight) x 0.96 (2 h old)", "follows": ""}], "rejected": [], "disclosure": {"text": "This audio is created with AI assistance.", "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia", "reviewed_by": null, "reviewed_at": null}, "corrections": [], "notes": []}');
CREATE TABLE feeds (
	feed VARCHAR NOT NULL, 
	asked VARCHAR(32) NOT NULL, 
	answered VARCHAR(32), 
	failing VARCHAR(32), 
	error TEXT NOT NULL, 
	fresh VARCHAR(32), 
	PRIMARY KEY (feed)
);
INSERT INTO "feeds" VALUES('2976e353ff81','2026-11-21T04:05:00.000000+00:00','2026-11-21T04:05:00.000000+00:00',NULL,'','2026-11-21T04:05:00.000000+00:00');
CREATE TABLE items (
	id VARCHAR NOT NULL, 
	seen VARCHAR(32) NOT NULL, 
	version VARCHAR NOT NULL, 
	feed VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	url TEXT NOT NULL, 
	author TEXT NOT NULL, 
	published VARCHAR(32) NOT NULL, 
	dated BOOLEAN NOT NULL, 
	language VARCHAR DEFAULT '' NOT NULL, 
	license TEXT DEFAULT '' NOT NULL, 
	reserved TEXT DEFAULT '' NOT NULL, 
	gone VARCHAR(32), 
	PRIMARY KEY (id, seen)
);
INSERT INTO "items" VALUES('638e886044e15428','2026-11-21T04:05:00.000000+00:00','65287f3007f3','2976e353ff81','Library of Marwick opens on Sundays','The library of Marwick opens on Sundays from January. The council voted for it without a voice against.','https://news.example/library','','2026-11-21T02:00:00.000000+00:00',1,'en','','',NULL);
INSERT INTO "items" VALUES('6e0394e53326c16f','2026-11-21T04:05:00.000000+00:00','a28b924025d8','2976e353ff81','Ferry to the island sails again','The ferry to the island sails again after a winter in the dock. It takes forty cars, the harbour office said.','https://news.example/ferry','','2026-11-21T03:00:00.000000+00:00',1,'en','','',NULL);
CREATE TABLE marks (
	name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "marks" VALUES('clock look','{"version": 1, "wall": "2026-11-21T04:05:00Z", "boot": "", "seconds": 0.0, "drift": 0.0, "doubted": null, "stepped": "", "stepped_at": null}');
INSERT INTO "marks" VALUES('watched morning','2026-11-21T04:05:00+00:00');
INSERT INTO "marks" VALUES('site/morning','{"version": 1, "terms": "365db5dd51ba437799f42270", "stamp": "62adb8c5277c1247a4bb1dc6", "cover": "cover-623bbee034df.jpg", "cards": [{"show": "morning", "edition": "morning-2026-11-21", "revision": 1, "day": "2026-11-21", "duration": 43.382, "file": "morning-2026-11-21.mp3", "size": 619807, "stamp": "3bc27a8610e1e9e66eec1428", "digest": "37f98486d68ea724aa5abbf7"}]}');
INSERT INTO "marks" VALUES('site','{"version": 1, "terms": "509f06bb88a17463a6ebe0a1", "stamp": "57ef6fcd434ae78962ec37b3", "cover": "", "cards": []}');
INSERT INTO "marks" VALUES('tidied','2026-11-21');
INSERT INTO "marks" VALUES('round','2026-11-21T04:05:00+00:00 round');
CREATE TABLE runs (
	edition VARCHAR NOT NULL, 
	show VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	time VARCHAR(5) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	state VARCHAR NOT NULL, 
	cutoff VARCHAR(32), 
	published VARCHAR(32), 
	reason TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (edition), 
	UNIQUE (show, day, time)
);
INSERT INTO "runs" VALUES('morning-2026-11-21','morning','2026-11-21','06:00','2026-11-21T04:00:00.000000+00:00','published','2026-11-21T04:05:00.000000+00:00','2026-11-21T04:05:00.000000+00:00','','{"version": 1, "edition": {"id": "morning-2026-11-21", "slot": {"show": "morning", "at": "2026-11-21T04:00:00Z", "day": "2026-11-21", "time": "06:00"}}, "state": "published", "cutoff": "2026-11-21T04:05:00Z", "rundown": {"stories": [{"story": {"id": "6e0394e53326c16f", "items": [{"id": "6e0394e53326c16f", "version": "a28b924025d8", "feed": "2976e353ff81", "title": "Ferry to the island sails again", "text": "The ferry to the island sails again after a winter in the dock. It takes forty cars, the harbour office said.", "url": "https://news.example/ferry", "author": "", "published": "2026-11-21T03:00:00Z", "seen": "2026-11-21T04:05:00Z", "dated": true, "language": "en", "license": "", "reserved": ""}]}, "score": 0.979357440120919, "reason": "score 0.98: 1 (weight) x 0.98 (1 h old)", "follows": null}, {"story": {"id": "638e886044e15428", "items": [{"id": "638e886044e15428", "version": "65287f3007f3", "feed": "2976e353ff81", "title": "Library of Marwick opens on Sundays", "text": "The library of Marwick opens on Sundays from January. The council voted for it without a voice against.", "url": "https://news.example/library", "author": "", "published": "2026-11-21T02:00:00Z", "seen": "2026-11-21T04:05:00Z", "dated": true, "language": "en", "license": "", "reserved": ""}]}, "score": 0.9606811795970172, "reason": "score 0.96: 1 (weight) x 0.96 (2 h old)", "follows": null}], "rejected": [], "words_per_minute": 149.83446318776603, "reserves": [], "changes": []}, "script": {"edition": "morning-2026-11-21", "segments": [{"id": "opening", "kind": "opening", "title": "Opening", "url": "", "lines": [{"id": "opening-1", "text": "Saturday, 21 November 2026.", "basis": "template", "sources": [], "edits": []}, {"id": "opening-2", "text": "This audio is created with AI assistance.", "basis": "template", "sources": [], "edits": []}, {"id": "opening-3", "text": "This is The Morning Briefing.", "basis": "template", "sources": [], "edits": []}]}, {"id": "6e0394e53326c16f", "kind": "story", "title": "Ferry to the island sails again", "url": "https://news.example/ferry", "lines": [{"id": "6e0394e53326c16f-1", "text": "From Valley Ledger.", "basis": "template", "sources": [], "edits": []}, {"id": "6e0394e53326c16f-2", "text": "Ferry to the island sails again", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "item": "6e0394e53326c16f", "version": "a28b924025d8", "field": "title", "start": 0, "end": 31, "quote": "Ferry to the island sails again", "hash": "435a585eac97e0b72a213758efd9f291758c208a759bda2799e3117aa4ef4863"}], "edits": []}, {"id": "6e0394e53326c16f-3", "text": "The ferry to the island sails again after a winter in the dock.", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "item": "6e0394e53326c16f", "version": "a28b924025d8", "field": "text", "start": 0, "end": 63, "quote": "The ferry to the island sails again after a winter in the dock.", "hash": "8ea7cbf5d21748dc8d4fcb77aeee4a319f527febbf4997c47f0a3102227e321b"}], "edits": []}, {"id": "6e0394e53326c16f-4", "text": "It takes forty cars, the harbour office said.", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "item": "6e0394e53326c16f", "version": "a28b924025d8", "field": "text", "start": 64, "end": 109, "quote": "It takes forty cars, the harbour office said.", "hash": "8ea7cbf5d21748dc8d4fcb77aeee4a319f527febbf4997c47f0a3102227e321b"}], "edits": []}]}, {"id": "638e886044e15428", "kind": "story", "title": "Library of Marwick opens on Sundays", "url": "https://news.example/library", "lines": [{"id": "638e886044e15428-1", "text": "Valley Ledger also reports.", "basis": "template", "sources": [], "edits": []}, {"id": "638e886044e15428-2", "text": "Library of Marwick opens on Sundays", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "item": "638e886044e15428", "version": "65287f3007f3", "field": "title", "start": 0, "end": 35, "quote": "Library of Marwick opens on Sundays", "hash": "32e8e051fee658f631d36803d49cd003701e3107aeb9b8c36a33e008d0cbeb81"}], "edits": []}, {"id": "638e886044e15428-3", "text": "The library of Marwick opens on Sundays from January.", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "item": "638e886044e15428", "version": "65287f3007f3", "field": "text", "start": 0, "end": 53, "quote": "The library of Marwick opens on Sundays from January.", "hash": "4714363369544837c2e352ad1e6b42000c25129ae8330bc8dcd84be61a4e44a2"}], "edits": []}, {"id": "638e886044e15428-4", "text": "The council voted for it without a voice against.", "basis": "verbatim", "sources": [{"feed": "2976e353ff81", "item": "638e886044e15428", "version": "65287f3007f3", "field": "text", "start": 54, "end": 103, "quote": "The council voted for it without a voice against.", "hash": "4714363369544837c2e352ad1e6b42000c25129ae8330bc8dcd84be61a4e44a2"}], "edits": []}]}, {"id": "closing", "kind": "closing", "title": "Closing", "url": "", "lines": [{"id": "closing-1", "text": "All sources and links are with this edition.", "basis": "template", "sources": [], "edits": []}, {"id": "closing-2", "text": "That was The Morning Briefing.", "basis": "template", "sources": [], "edits": []}, {"id": "closing-3", "text": "Thank you for listening.", "basis": "template", "sources": [], "edits": []}]}], "dropped": []}, "clips": [{"line": "opening-1", "key": "18c31f1991c5a2a2bf15d772f11b40ed23595cdb7164cde73828365aa2b64bba", "samples": 56127, "rate": 22050}, {"line": "opening-2", "key": "2a2b78b30d03dd73d41faedcef15bc23492343f3c5f880b400f787d998ab6076", "samples": 56127, "rate": 22050}, {"line": "opening-3", "key": "c45ce16153f1bbb592816efb3dc7b02473359791107e4059924fa1b218062198", "samples": 40091, "rate": 22050}, {"line": "6e0394e53326c16f-1", "key": "a7b937675a2544a22ffbd7aa564054b52b00e7a6f7c05765ffbb3c1f400c259c", "samples": 24055, "rate": 22050}, {"line": "6e0394e53326c16f-2", "key": "0117015e9a914d6f3dee80e89ffd64eb258da66400434aa65e6329486d9c4a71", "samples": 48109, "rate": 22050}, {"line": "6e0394e53326c16f-3", "key": "56e994ca6b757b95edd95ad090f47fab7e78cd8c9113ef048af4fcd5ae46b91c", "samples": 104236, "rate": 22050}, {"line": "6e0394e53326c16f-4", "key": "6369d3074a09163c0495b37b6eb33a4954f47f9769440db2c9b4f01031acfb44", "samples": 64145, "rate": 22050}, {"line": "638e886044e15428-1", "key": "c9841ad25c36fcbafed28506d501a5270746cf27099898a717ef794c183ef20d", "samples": 32073, "rate": 22050}, {"line": "638e886044e15428-2", "key": "e4c88e747520538c287dda82f77440a6fbf3da1907e04377bdf0e401eda058ff", "samples": 48109, "rate": 22050}, {"line": "638e886044e15428-3", "key": "2ecf1e41b58cd9612a6c5496df29d3df33c233051695737e108377bcd699a444", "samples": 72164, "rate": 22050}, {"line": "638e886044e15428-4", "key": "9444d4b727263062d701ed98fceee8eb4338bd93033c8278048a034af9f14711", "samples": 72164, "rate": 22050}, {"line": "closing-1", "key": "bae7e0491dff8f190d477da2b4366edb32bbf2efde179a5140456719cb21bdf4", "samples": 64145, "rate": 22050}, {"line": "closing-2", "key": "09d403b2ecd55cbeaae763cc8a82c704a5ce37994acce794e73cd061ccbf1ea2", "samples": 40091, "rate": 22050}, {"line": "closing-3", "key": "f9c92a4c3ed6ee05a2c3830ccb51c856c2734c84d5db1dfc84099d20192017fc", "samples": 32073, "rate": 22050}], "programme": {"key": "8a943a8757da4796127d1d6f229a679308fc3270ec4cc340830ccda195fe919f", "samples": 956565, "rate": 22050, "spans": [{"line": "opening-1", "segment": "opening", "start": 48510, "end": 104637}, {"line": "opening-2", "segment": "opening", "start": 112354, "end": 168481}, {"line": "opening-3", "segment": "opening", "start": 176198, "end": 216289}, {"line": "6e0394e53326c16f-1", "segment": "6e0394e53326c16f", "start": 236134, "end": 260189}, {"line": "6e0394e53326c16f-2", "segment": "6e0394e53326c16f", "start": 267906, "end": 316015}, {"line": "6e0394e53326c16f-3", "segment": "6e0394e53326c16f", "start": 327040, "end": 431276}, {"line": "6e0394e53326c16f-4", "segment": "6e0394e53326c16f", "start": 438993, "end": 503138}, {"line": "638e886044e15428-1", "segment": "638e886044e15428", "start": 522983, "end": 555056}, {"line": "638e886044e15428-2", "segment": "638e886044e15428", "start": 562773, "end": 610882}, {"line": "638e886044e15428-3", "segment": "638e886044e15428", "start": 621907, "end": 694071}, {"line": "638e886044e15428-4", "segment": "638e886044e15428", "start": 701788, "end": 773952}, {"line": "closing-1", "segment": "closing", "start": 793797, "end": 857942}, {"line": "closing-2", "segment": "closing", "start": 865659, "end": 905750}, {"line": "closing-3", "segment": "closing", "start": 913467, "end": 945540}], "chapters": [{"line": "", "segment": "opening", "start": 0, "end": 226211}, {"line": "", "segment": "6e0394e53326c16f", "start": 226211, "end": 513060}, {"line": "", "segment": "638e886044e15428", "start": 513060, "end": 783874}, {"line": "", "segment": "closing", "start": 783874, "end": 956565}], "loudness": {"integrated_lufs": -16.1, "true_peak_dbtp": -8.9}, "dropped": []}, "published": "2026-11-21T04:05:00Z", "reason": "", "notes": [], "revision": 1, "correction": "", "corrected": null, "told": [], "terms": "296a6b726fe22603", "withdrawn": [], "claimed": "2026-11-21T04:05:00Z", "tries": 0, "retry_at": null, "inside": null, "deaths": 0, "aside": []}');
CREATE TABLE show_guids (
	show VARCHAR NOT NULL, 
	guid VARCHAR NOT NULL, 
	PRIMARY KEY (show)
);
INSERT INTO "show_guids" VALUES('morning','2d53e6df-0d33-50ca-ad68-82913bbe9048');
CREATE TABLE troubles (
	"key" VARCHAR NOT NULL, 
	show VARCHAR NOT NULL, 
	since VARCHAR(32) NOT NULL, 
	message TEXT NOT NULL, 
	told VARCHAR(32), 
	over VARCHAR(32), 
	PRIMARY KEY ("key")
);
CREATE INDEX items_by_time ON items (feed, published);
CREATE INDEX episodes_by_slot ON episodes (show, slot);
COMMIT;
