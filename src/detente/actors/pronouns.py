"""Pronouns in an article -> who: by speaker, grammar, recency, number and gender; rather nobody than a guess."""

from itertools import takewhile

from detente.actors.build import state
from detente.actors.documents import issuer
from detente.actors.plurals import resolve_they
from detente.actors.scene import Scene, pronoun
from detente.actors.scoring import SIDES, SUBJECT, Candidate, before, clear, is_someone, score_of
from detente.mentions import given_names
from detente.records import Actor

_FAR = 20  # sentences
_IMPERSONAL = frozenset(
    ("be", "seem", "appear", "take", "happen", "occur", "remain", "mean", "depend", "become", "turn")
)


def resolve_pronoun(scene: Scene, i: int) -> None:
    """Take a pronoun of the third person, or a relative one, for somebody spoken of before."""
    row = pronoun(scene, i)
    if row["kind"] == "relative":
        _relative(scene, i)
    elif row["kind"] == "reflexive":
        _reflexive(scene, i)
    elif row["person"] == "3" and row["number"] == "plural":
        resolve_they(scene, i)
    elif row["gender"] == "n":
        _it(scene, i)
    elif row["person"] == "3":
        _person(scene, i, row["gender"])


def resolve_speaker_words(scene: Scene, i: int, signed: Actor | None) -> None:
    """Take "I" inside a quotation for its speaker, elsewhere for who signed the text; "we" for that one's side."""
    row = pronoun(scene, i)
    if row["person"] != "1":
        return
    statement = scene.said(i)
    if statement is None:
        _publishers_words(scene, i, row["number"], signed)
        return
    speaker = scene.speaker(statement) or issuer(scene, statement)
    if speaker is not None and row["number"] == "singular":
        scene.mean(i, speaker)
    elif speaker is not None and (side := _side(speaker)):
        scene.mean(i, side)


def _publishers_words(scene: Scene, i: int, number: str, signed: Actor | None) -> None:
    """Whom "I" and "we" mean in nobody's quotation: the signer, the state whose government publishes the text; not in
    what it reports that another side said."""
    told = scene.inside(scene.mentions[i].start)
    teller = scene.speaker(told) if told and told.attitude != "unsaid" else None
    home = scene.voice or (signed.country if signed else None)
    if teller is not None and teller.country != home and teller.id != (signed.id if signed else None):
        return
    if number == "singular" and signed is not None:
        scene.mean(i, signed)
    elif number == "plural" and home not in (None, "IGO") and (scene.voice or (signed and signed.sector in SIDES)):
        scene.mean(i, state(home or ""))


def _side(speaker: Actor) -> Actor | None:
    """Whom somebody in office speaks for: the state, or the organisation of states; nobody known for others."""
    if speaker.sector not in SIDES or speaker.country is None:
        return None
    if speaker.country == "IGO":
        return speaker if speaker.named == "body" else None
    return state(speaker.country)


def _relative(scene: Scene, i: int) -> None:
    token = scene.token(i)
    if token is None:
        return
    tokens = scene.document.tokens
    clause = token
    while clause.dep != "relcl" and clause.head != clause.i:
        clause = tokens[clause.head]
    for j in range(i - 1, max(-1, i - 12), -1):
        if scene.mentions[j].head == clause.head and j in scene.meant:
            if token.lower != "which" or all(actor.named != "person" for actor in scene.meant[j]):
                scene.mean(i, *scene.meant[j])
            return


def _reflexive(scene: Scene, i: int) -> None:
    token = scene.token(i)
    for j in range(i - 1, max(-1, i - 8), -1):
        other = scene.token(j)
        if token and other and other.head == token.head and other.dep in SUBJECT and j in scene.meant:
            scene.mean(i, *scene.meant[j])
            return


def _person(scene: Scene, i: int, gender: str) -> None:
    found: dict[str, Candidate] = {}
    for j in before(scene, i):
        actor = scene.only(j)
        if actor is None or not is_someone(scene, j, actor) or _clashes(scene, actor, gender) or _bound(scene, i, j):
            continue
        score = score_of(scene, i, j, actor)
        name = actor.id or actor.name
        if name not in found or found[name].score < score:
            found[name] = Candidate(actor, score)
    if best := clear(found) if found else _only_one(scene, i, gender) or _titled(scene, gender):
        scene.mean(i, best)
        scene.genders.setdefault(best.id or best.name, gender)


def _only_one(scene: Scene, i: int, gender: str) -> Actor | None:
    """The one woman, or man, whom the article has named so far, where nobody nearer fits."""
    here = scene.sentence(i)
    named = (scene.only(j) for j in takewhile(lambda j: here - scene.sentence(j) <= _FAR, range(i - 1, -1, -1)))
    found = {a.id: a for a in named if a and (a.id or "").startswith("person:") and _gender(scene, a) == gender}
    return next(iter(found.values())) if len(found) == 1 else None


def _titled(scene: Scene, gender: str) -> Actor | None:
    """The one person of that gender whom the title names, where the text names nobody before."""
    fits = [actor for actor in scene.titled if _gender(scene, actor) == gender]
    return fits[0] if len(fits) == 1 else None


def _clashes(scene: Scene, actor: Actor, gender: str) -> bool:
    known = _gender(scene, actor)
    return bool(known) and known != gender


def _gender(scene: Scene, actor: Actor) -> str:
    known = scene.genders.get(actor.id or actor.name)
    if known is None:
        entity = scene.lexicon.entity(actor.id) if actor.id else None
        known = (entity.gender if entity else given_names().get(actor.name.split()[0].lower())) or ""
    return known


def _bound(scene: Scene, i: int, j: int) -> bool:
    """An object can't mean the subject of its own clause ("Lavrov met Blinken and told him")."""
    token, other = scene.token(i), scene.token(j)
    if token is None or other is None or token.dep in SUBJECT or token.dep == "poss" or other.dep not in SUBJECT:
        return False
    tokens = scene.document.tokens
    verb = tokens[token.head]
    if verb.dep in ("prep", "dative", "agent"):
        verb = tokens[verb.head]
    while verb.i not in (other.head, verb.head) and verb.dep in ("conj", "xcomp") and not _has_subject(scene, verb.i):
        verb = tokens[verb.head]
    return other.head == verb.i


def _has_subject(scene: Scene, verb: int) -> bool:
    return any(scene.document.tokens[child].dep in SUBJECT for child in scene.document.children[verb])


def _it(scene: Scene, i: int) -> None:
    """A state or body that was the subject shortly before; never an "it" that means nobody."""
    token = scene.token(i)
    if token is None or token.dep not in SUBJECT | {"poss"} or _impersonal(scene, i):
        return
    found: dict[str, Candidate] = {}
    for j in before(scene, i):
        actor, other = scene.only(j), scene.token(j)
        if scene.sentence(i) - scene.sentence(j) > 1 or actor is None or other is None:
            continue
        if actor.named not in ("place", "body") or actor.sector is None:
            continue
        score = score_of(scene, i, j, actor)
        name = actor.id or actor.name
        if name not in found or found[name].score < score:
            found[name] = Candidate(actor, score)
    best = clear(found)
    if best is not None and found[best.id or best.name].score > -0.2:
        scene.mean(i, best)


def _impersonal(scene: Scene, i: int) -> bool:
    """Whether "it" may mean nobody: "it is clear that", "it took place", "made it clear"; not "it is a power"."""
    token = scene.token(i)
    if token is None or token.dep == "poss":
        return False
    tokens = scene.document.tokens
    verb = tokens[token.head]
    if verb.lemma == "be":
        below = {tokens[child].dep for child in scene.document.children[verb.i]}
        return "attr" not in below or bool(below & {"ccomp", "xcomp", "advcl", "csubj", "acomp"})
    return verb.lemma in _IMPERSONAL or verb.pos in ("ADJ", "NOUN")
