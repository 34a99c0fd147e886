"""Words too common to search for, left out of a query only: in the index phrases need them."""

_EN = """\
a an the and or of to in on at for from by with is are was were be been being am do does did
how what when where which who whom why can could should would will may my our your their his
her its it this that these those i we you he she they me us them as if not no but than then
there here about into over under have has had s t"""
_FR = """\
le la les l un une des du de d et ou à a au aux en dans sur pour par avec est sont était
être été qui que quoi quel quelle quels quelles où quand comment pourquoi ce cet cette ces c
se s sa son ses ma mon mes ta ton tes notre nos votre vos leur leurs il elle ils elles je j
nous vous on ne n pas plus y ai as ont avoir si mais donc"""
_ES = """\
el la los las un una unos unas de del al a y o u e en con por para sin sobre es son fue ser
era está están que qué quien quién cual cuál cuándo cuando dónde donde cómo como por qué
porque mi mis tu tus su sus nuestro nuestra se me te le les lo nos yo él ella ellos no si sí
pero más muy este esta estos estas ese esa eso hay ha han"""
_RU = """\
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее
мне было вот от меня еще нет о из ему когда где кто какой какая какие который это этот эта
эти для при мы они их чем или ли был была были быть есть мой моя наш ваш до под над об"""
_AR = """\
في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم ما ماذا متى أين كيف لماذا هل
كان كانت يكون و أو أن إن لا لم لن قد كل بعد قبل عند ثم أي بين حتى إذا لدى أنا نحن"""
_ZH = """\
的 了 是 在 和 与 及 或 我 我们 你 你们 他 他们 她 它 这 那 这个 那个
有 没有 不 也 就 都 而 把 被 对 从 到 向 吗 呢 怎么 如何 什么 为什么
哪里 哪个 谁 何时 请问 请 一个 可以 能 会 要 中 上 下 为 以"""


def _words(text: str, language: str) -> frozenset[str]:
    from .pipeline import forms

    return frozenset(forms(word, language)[0] for word in text.split())


STOP = {
    code: _words(text, code)
    for code, text in {"en": _EN, "fr": _FR, "es": _ES, "ru": _RU, "ar": _AR, "zh": _ZH}.items()
}
