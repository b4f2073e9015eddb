namespace WorkOrders.Shared;

/// <summary>A value stored by its code: the text can change later, and old records stay readable.</summary>
public interface ICoded
{
    string Code { get; }
}

/// <summary>A coded value with a Chinese text, which is the localizer's key.</summary>
public interface ICodedText : ICoded
{
    string Text { get; }
}

/// <summary>A coded type that is read back from the database, including codes written by a newer version.</summary>
public interface ICoded<TSelf> : ICoded
    where TSelf : class, ICoded<TSelf>
{
    static abstract TSelf Unknown(string code);
}
